import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { bytesToText, textToBytes } from "./byte-text.ts";
import { dropLoopbackPorts } from "./loopback.ts";
import { isPageToken } from "./record-ids.ts";
import { isCode, isSessionId, kindOfName, type NameKind } from "./secret-names.ts";
import { maskShapes } from "./secret-shapes.ts";
import { isPlaceholder, STARS, type SecretValues } from "./secret-values.ts";

/** Takes secrets out of what will be written. */
export interface Remover {
  json(value: Json): Json;
  object(value: JsonObject): JsonObject;
  text(text: string): string;
  /** Query parameters, form fields: each by its name. */
  named(name: string, value: string): string;
  /** Of a body that is no text. */
  bytes(bytes: Buffer): Buffer;
}

/**
 * `mask` takes out the secrets that are known; `values` keeps those that are found; `idsOf` gives the ids of the vendor's
 * records, when it is asked for.
 */
export function createRemover(
  mask: (text: string) => string,
  values: SecretValues,
  idsOf: () => ReadonlySet<string> = () => new Set(),
): Remover {
  let ids: ReadonlySet<string> | undefined;
  return { json, object, text, named, bytes };

  function json(value: Json): Json {
    return member(value, undefined, "", 0);
  }

  function object(value: JsonObject): JsonObject {
    const entries = Object.entries(value).map(([key, each]): [string, Json] => [key, each]);
    return Object.fromEntries(entries.map(([key, each]) => [text(key), member(each, kindOfName(key), key, 0)]));
  }

  function member(value: Json, kind: NameKind, name: string, nested: number): Json {
    if (typeof value === "string") return kind === undefined ? leaf(value, nested) : named(name, value, kind);
    if (typeof value === "number") return number(value, name);
    if (Array.isArray(value)) return value.map((each) => member(each, kind, name, nested));
    if (!isJsonObject(value)) return value;
    const told = kindOfPair(value);
    // fromEntries defines the keys, so that none of them reaches a prototype.
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => {
        const own = kindOfName(key) ?? (key === "value" ? told : undefined);
        // What lies below a secret's name is secret, too, but for what only describes it.
        return [
          text(key),
          member(each, own ?? (isDescribing(key) ? undefined : kind), own ? key : name || key, nested),
        ];
      }),
    );
  }

  function number(value: number, name: string): Json {
    if (isCode(name)) return STARS;
    return mask(String(value)) === String(value) ? value : STARS;
  }

  /** A text may be JSON again, which has names of its own. */
  function leaf(value: string, nested: number): string {
    if (nested < DEEPEST && /^\s*[[{]/.test(value)) {
      const inner = parsed(value);
      if (inner !== undefined) {
        const cleaned = member(inner, undefined, "", nested + 1);
        const before = JSON.stringify(inner);
        const after = JSON.stringify(cleaned);
        // Unchanged, it stays as it was laid out.
        return before === after ? value : after;
      }
    }
    return text(value);
  }

  function named(name: string, value: string, kind: NameKind = kindOfName(name)): string {
    if (kind === undefined || (isSessionId(name) && isRecordId(value))) return text(value);
    if (kind === "handle" && isPageToken(name) && (ids ??= idsOf()).has(value)) return text(value);
    const masked = mask(value);
    return isPlaceholder(masked) ? masked : values.placeholder(value, kind);
  }

  function text(value: string): string {
    const known = maskShapes(mask(dropLoopbackPorts(value)));
    return values.mask(/[=<":]/.test(known) ? byName(known) : known);
  }

  /** Names with their values as forms, JSON and markup write them, in a text that is none of these as a whole. */
  function byName(value: string): string {
    return value
      .replace(FIELD, (whole, before: string, name: string, given: string) => {
        const kind = kindOfName(name);
        return kind === undefined ? whole : `${before}${name}=${replaced(name, given, kind)}`;
      })
      .replace(MEMBER, (whole, before: string, name: string, between: string, given: string) => {
        const kind = kindOfName(name);
        return kind === undefined ? whole : `${before}${name}${between}${replaced(name, given, kind)}`;
      })
      .replace(LABEL, (whole, name: string, between: string, given: string) => {
        const kind = kindOfName(name);
        return kind === undefined ? whole : `${name}${between}${replaced(name, given, kind)}`;
      })
      .replace(ELEMENT, (whole, open: string, name: string, rest: string, given: string) => {
        const kind = kindOfName(name);
        return kind === undefined ? whole : `${open}${name}${rest}${replaced(name, given, kind)}`;
      });
  }

  function replaced(name: string, given: string, kind: NameKind): string {
    // What an expression cut off at an ellipsis or took for a name is masked all the same: better one too many.
    return /^\*{3}/.test(given) ? given : named(name, given, kind);
  }

  function bytes(given: Buffer): Buffer {
    const strip = (each: string) => values.mask(maskShapes(mask(each)));
    // What is broken in it does not matter for finding something; for taking it out it does.
    const before = given.toString();
    return strip(before) === before ? given : textToBytes(strip(bytesToText(given)));
  }
}

// --- internal ---

const DEEPEST = 5;

const FIELD = /(^|[?&;,\s#"'([{])([\w.%[\]-]{1,100})=(?!=)([^&\s"'<>#;,)\]}\\]+)/g;
const MEMBER = /(["'])([^"'\\]{1,100})(\\{0,8}["']\s{0,10}:\s{0,10}\\{0,8}["'])([^"'\\]+)/g;
const LABEL = /\b([\w-]{1,100})(:[ \t]{1,4})((?:(?:bearer|basic|digest|negotiate|token) {1,4})?[^\s"'<>,;]+)/gi;
const ELEMENT = /(<)([\w:.-]{1,100})((?:\s[^<>]{0,500})?>)([^<>]+)/g;

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // It only began like JSON.
    return undefined;
  }
}

/** Of `{ name: "X-Api-Key", value: "…" }`, as headers and parameters are often listed. */
function kindOfPair({ name, key, value }: JsonObject): NameKind {
  const label = name ?? key;
  return value === undefined || typeof label !== "string" ? undefined : kindOfName(label);
}

function isDescribing(name: string): boolean {
  return /^(type|kind|id|name|status|state|expires|expires_?(at|in|on)|created_?at|label|scope)$/i.test(name);
}

/** What numbers records. */
function isRecordId(value: string): boolean {
  return /^(\d{1,20}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(value);
}
