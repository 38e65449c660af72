// Checked by `tsc` alone: each line below a @ts-expect-error must fail to compile, or the types promise too much.
import { runCommand } from "soarkit/testing";
import type { Lodestar } from "../second/commands/_manifest.gen.ts";

const options = { integration: "test/second", client: {} };

export const typed = await runCommand<Lodestar, "lodestar-ticket-list">("lodestar-ticket-list", { limit: 3 }, options);

export const asText = runCommand<Lodestar, "lodestar-ticket-list">("lodestar-ticket-list", { limit: "3" }, options);

export const untyped = runCommand("lodestar-ticket-list", { limit: 3, state: ["open"] }, options);

// @ts-expect-error a command that the manifest does not declare
export const wrongCommand = runCommand<Lodestar, "lodestar-ticket-gte">("lodestar-ticket-gte", {}, options);

// @ts-expect-error an argument that the command does not declare
export const wrongArgument = runCommand<Lodestar, "lodestar-ticket-get">("lodestar-ticket-get", { idd: 3 }, options);

// @ts-expect-error a number is no list
export const wrongType = runCommand<Lodestar, "lodestar-ticket-get">("lodestar-ticket-get", { id: [3] }, options);

type Prefix = keyof NonNullable<NonNullable<(typeof typed)["result"]>["context"]>;
export const prefix: Prefix = "Lodestar.Ticket";
// @ts-expect-error a context prefix that the command does not declare
export const wrongPrefix: Prefix = "Lodestar.Tickt";
