import type { AnyHandler } from "../../src/dispatch/instance.ts";
import { argument, command } from "./acme.ts";

/** A command that takes one argument of each manner. */
export const get = command("acme-get", {
  arguments: [
    argument("id", { positional: true }),
    argument("ids", { isArray: true }),
    argument("key", { secret: true }),
  ],
  aliases: ["get"],
});

/** Greets whom `id` names, and writes the user into the context. */
export const hello: AnyHandler = async ({ args }) => ({
  readable: `Hello ${String(args.id)}`,
  context: { "Acme.User": { ID: args.id } },
  raw: { id: args.id },
});
