// What Incydr refuses with, and the errors that commands make of it.
import type { Case } from "./family.ts";

/** A fault that answers with `status` and, where given, with this text in place of the simulator's own. */
export function refuse(method: string, path: string, status: number, body?: string, times?: number): object {
  return { kind: "status", method, path, status, ...(body !== undefined && { body }), ...(times && { times }) };
}

/** Lets one request pass that a later fault would strike. */
export function pass(method: string, path: string): object {
  return { kind: "delay", ms: 0, method, path, times: 1 };
}

type Failure = Required<Pick<Case, "exit" | "error">>;

/** Something is given that the analyst must change. */
export function argument(message: string, hint: string): Failure {
  return { exit: 2, error: { code: "ARGUMENT", who: "analyst", message, hint } };
}

/** Something is to be acted on that is not there. */
export function notFound(message: string, hint: string): Failure {
  return { exit: 2, error: { code: "NOT_FOUND", who: "analyst", message, hint } };
}

/** Id, secret or permissions of the API client are for the administrator to mend. */
export function credentials(message: string, hint: string): Failure {
  return { exit: 2, error: { code: "CREDENTIALS", who: "administrator", message, hint } };
}

/** A parameter of the instance is for the administrator to mend. */
export function parameter(message: string, hint: string): Failure {
  return { exit: 2, error: { code: "PARAMETER", who: "administrator", message, hint } };
}

/** A refusal for which no reason is published. */
export function api(message: string, hint: string): Failure {
  return { exit: 3, error: { code: "API", who: "vendor", message, hint } };
}

export function lacking(request: string, said: string): Failure {
  return credentials(
    `The credentials lack the permission for ${request} (403): ${said}.`,
    "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
  );
}
