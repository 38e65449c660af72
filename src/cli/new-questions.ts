import { ArgumentError } from "../errors.ts";
import { AUTH_KINDS, displayOf, PAGING_KINDS, type IntegrationSpec } from "../scaffold/scaffold.ts";
import { readAuth, readBaseUrl, readName, readPaging, type Read } from "../scaffold/read-spec.ts";
import type { Terminal } from "./terminal.ts";

/** What was said about a new integration on the command line, as typed. */
export interface GivenSpec {
  name: string;
  baseUrl?: string;
  auth?: string;
  paging?: string;
}

/**
 * The description of a new integration: what was given, and the rest asked for on a terminal, defaults elsewhere.
 * @throws ArgumentError naming every fault of what was given
 */
export async function completeSpec(given: GivenSpec, terminal: Terminal): Promise<IntegrationSpec> {
  const name = readName(given.name);
  const { baseUrl, auth, paging } = questionsAbout(given.name);
  const faults = [
    name,
    ...checked(baseUrl, given.baseUrl),
    ...checked(auth, given.auth),
    ...checked(paging, given.paging),
  ].flatMap((read) => ("fault" in read ? [read.fault] : []));
  if (faults.length > 0)
    throw new ArgumentError(faults.join("\n"), "`soar new integration --help` shows what is understood.");
  return {
    name: given.name,
    display: displayOf(given.name),
    baseUrl: await answer(baseUrl, given.baseUrl, terminal),
    auth: await answer(auth, given.auth, terminal),
    paging: await answer(paging, given.paging, terminal),
  };
}

// --- internal ---

interface Question<T> {
  text: string;
  fallback: string;
  read: (text: string) => Read<T>;
}

function questionsAbout(name: string) {
  return {
    baseUrl: { text: "Base URL of the vendor's API", fallback: `https://${name}.example`, read: readBaseUrl },
    auth: { text: `How requests prove who asks (${AUTH_KINDS.join(", ")})`, fallback: "api-key", read: readAuth },
    paging: {
      text: `How the vendor gives long lists (${PAGING_KINDS.join(", ")})`,
      fallback: "page",
      read: readPaging,
    },
  };
}

function checked<T>({ read }: Question<T>, text: string | undefined): Read<T>[] {
  return text === undefined ? [] : [read(text)];
}

/** What was given, what a person answers (asked again until it is understood), or the fallback. */
async function answer<T>(question: Question<T>, given: string | undefined, terminal: Terminal): Promise<T> {
  const { text, fallback, read } = question;
  let typed = given ?? (terminal.isInteractive ? undefined : fallback);
  for (;;) {
    typed ??= (await terminal.ask(`${text} [${fallback}]: `)).trim() || fallback;
    const outcome = read(typed);
    if ("value" in outcome) return outcome.value;
    terminal.notice(outcome.fault);
    typed = undefined;
  }
}
