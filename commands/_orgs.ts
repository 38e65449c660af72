import { ArgumentError, didYouMean, NotFoundError } from "soarkit";
import type { ConsoleOrg } from "./_api/console-orgs.ts";
import type { Incydr } from "./_api/incydr.ts";

/** @throws NotFoundError when no organization has exactly that name · ArgumentError when several have */
export async function resolveOrg(client: Incydr, name: string, signal: AbortSignal): Promise<ConsoleOrg> {
  const all: ConsoleOrg[] = [];
  for await (const page of client.consoleOrgs.pages(signal)) all.push(...page);
  const [org, ...others] = all.filter(({ orgName }) => orgName === name);
  if (others.length > 0) {
    throw new ArgumentError(
      `There are ${others.length + 1} organizations called ${name}.`,
      "Give the one that is meant a name of its own in the console first.",
    );
  }
  if (org) return org;
  const names = all.map(({ orgName }) => orgName);
  const some =
    names.length === 0 ? "The API client sees none at all." : `Among them: ${names.slice(0, 20).join(", ")}.`;
  throw new NotFoundError(
    `There is no organization called ${name}.${didYouMean(name, names)}`,
    `Give the whole name of an organization. ${some}`,
  );
}
