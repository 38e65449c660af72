import { nearest } from "../nearest.ts";
import { AUTH_KINDS, kebabCase, nameFault, PAGING_KINDS, type AuthKind, type PagingKind } from "./scaffold.ts";

/** A text read as what it should be, or a sentence that says what is wrong with it. */
export type Read<T> = { value: T } | { fault: string };

export function readName(text: string): Read<string> {
  const fault = nameFault(text);
  if (fault === undefined) return { value: text };
  const near = kebabCase(text);
  return { fault: `The name must ${fault}, not "${text}".${near === undefined ? "" : ` Did you mean "${near}"?`}` };
}

/** Scheme and host with an optional path; `https://` may be left out. Plain HTTP is for this machine only. */
export function readBaseUrl(text: string): Read<string> {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  const wrong = (what: string): Read<string> => ({ fault: `The base URL ${what}, got "${trimmed}".` });
  if (!url || url.hostname === "" || /\s/.test(trimmed)) return wrong("must be one such as https://api.acme.example");
  if (url.username || url.password || url.search || url.hash) return wrong("must have no user, query or fragment");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return wrong("must begin with https://, http:// being for this machine alone");
  }
  // A word alone is no host but within a company's own network, where whoever means it can write https:// before it.
  if (!/[.:]/.test(trimmed) && !isLoopback(url.hostname)) return wrong("must be one such as https://api.acme.example");
  return { value: url.href.replace(/\/+$/, "") };
}

export function readAuth(text: string): Read<AuthKind> {
  return readChoice("kind of authentication", text, AUTH_KINDS);
}

export function readPaging(text: string): Read<PagingKind> {
  return readChoice("kind of paging", text, PAGING_KINDS);
}

// --- internal ---

function readChoice<T extends string>(what: string, text: string, choices: readonly T[]): Read<T> {
  const wanted = text.trim().toLowerCase();
  const found = choices.find((choice) => choice === wanted);
  if (found !== undefined) return { value: found };
  const near = nearest(wanted, choices);
  const said = near === undefined ? `It is one of ${choices.join(", ")}.` : `Did you mean "${near}"?`;
  return { fault: `There is no ${what} "${text}". ${said}` };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
