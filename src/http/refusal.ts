import { ApiError, CredentialsError, NetworkError, RateLimitError } from "../errors.ts";
import type { SoarError } from "../errors.ts";
import { PROXY_CREDENTIALS } from "./network-fault.ts";

/** The vendor answered, and not with what was asked for. */
export interface Refusal {
  kind: "refused";
  status: number;
  headers: Record<string, string>;
  /** The body, shortened. */
  text: string;
}

/** The error to report for a refusal; `foreign` when it came from where a redirect led. */
export function refusalError(
  refusal: Refusal,
  request: { label: string; url: string; foreign: boolean },
  context: { tries: number; waitMs?: number | undefined },
): SoarError {
  const { status, text } = refusal;
  const { label, foreign } = request;
  const said = saying(text);
  if (status === 401 && !foreign) {
    return new CredentialsError(
      `The vendor does not accept the credentials (401 on ${label})${said}.`,
      "Check the instance's credentials, whether they were revoked, and that its URL is the one they belong to.",
    );
  }
  if (status === 403 && !foreign) {
    return new CredentialsError(
      `The credentials lack the permission for ${label} (403)${said}.`,
      "Give the API client at the vendor's the permission that this request needs (see `soar commands NAME`).",
    );
  }
  if (status === 429) {
    const wait = context.waitMs === undefined ? "" : ` and asks to wait ${Math.ceil(context.waitMs / 1000)} s`;
    return new RateLimitError(
      `The vendor takes no more requests at the moment (429 on ${label}, ${tried(context.tries)})${wait}.`,
      "Try again later. If other programs use the same credentials, lower this instance's budget.",
    );
  }
  if (status === 407)
    return new NetworkError(`${label}: ${PROXY_CREDENTIALS.what(new URL(request.url).host)}.`, PROXY_CREDENTIALS.hint);
  const count = context.tries > 1 ? `, ${tried(context.tries)}` : "";
  return new ApiError(`${label} was answered with ${status}${count}${said}.`, hintFor(status, said), {
    status,
    body: text,
  });
}

/** A body's beginning on one line, without what a terminal would obey. */
export function excerpt(text: string, length: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

// --- internal ---

const SAID_LENGTH = 300;

function saying(text: string): string {
  const line = isPage(text) ? "a page, not data" : excerpt(text.slice(0, SAID_LENGTH * 4), SAID_LENGTH);
  return line === "" ? "" : `: ${line}`;
}

function isPage(text: string): boolean {
  return /^\s*<(!doctype|html)/i.test(text);
}

function tried(tries: number): string {
  return tries === 1 ? "1 try" : `${tries} tries`;
}

function hintFor(status: number, said: string): string {
  if (status >= 500) return "The fault is at the vendor's. Try again later; if it stays so, ask the vendor.";
  if (status === 404) return "It does not exist there (any more), or the instance's URL is not the vendor's API.";
  if (status >= 300 && status < 400) return "Set the instance's URL to where the vendor's API really is.";
  if (said === "") return "The vendor does not say why. Check that what the command's arguments name is there.";
  return "The vendor says why it did not accept the request; change the command's arguments accordingly.";
}
