import type { IncomingMessage } from "node:http";

import type { Json } from "../json.ts";
import { Refusal } from "./route.ts";

/** The largest body that a simulator takes, in bytes. */
export const bodyLimit = 4 * 1024 * 1024;

/** How deep a body may be nested: far more than anybody writes, and less than readers that call themselves can bear. */
export const depthLimit = 500;

/**
 * A request's body. All of it is read even when too large, so that the client gets to see the refusal.
 * @throws Refusal 413 beyond `bodyLimit`
 */
export async function readText(request: IncomingMessage, refusal: (message: string) => unknown): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= bodyLimit) chunks.push(chunk);
  }
  if (size > bodyLimit) throw new Refusal(413, refusal(`the body has more than ${String(bodyLimit)} bytes`));
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * The body as JSON; undefined for an empty one and for a form.
 * @throws Refusal 400 when it is no JSON, or nested deeper than `depthLimit`
 */
export function parseBody(
  text: string,
  contentType: string | undefined,
  refusal: (message: string) => unknown,
): Json | undefined {
  if (text.trim() === "" || contentType?.startsWith("application/x-www-form-urlencoded") === true) return undefined;
  if (isTooDeep(text)) throw new Refusal(400, refusal(`the body is nested more than ${String(depthLimit)} deep`));
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Refusal(400, refusal("the body is not valid JSON"));
  }
}

// --- internal ---

/** Counts brackets outside of strings. Of a text that is no JSON, whatever it says will do. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else inString = character !== '"';
    } else if (character === '"') inString = true;
    else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth > depthLimit) return true;
  }
  return false;
}
