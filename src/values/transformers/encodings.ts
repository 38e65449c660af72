import type { Json } from "../../json.ts";
import { toText } from "../coerce.ts";
import type { Transformer } from "../transformer.ts";
import { ValueError } from "../value-error.ts";

export const encodingTransformers = {
  Stringify: {
    whole: (value, { space }) => {
      if (value === undefined || typeof value === "string") return value;
      const text = JSON.stringify(value);
      space.machine.text(text.length);
      return text;
    },
  },
  ParseJSON: { item: (item, args) => parsed(args.charge(typeof item === "string" ? item : JSON.stringify(item))) },
  URLDecode: { item: (item) => urlDecoded(toText(item)) },
  Base64Decode: { item: (item) => base64Decoded(toText(item)) },
} satisfies Record<string, Transformer>;

// --- internal ---

/** What it cannot parse becomes the error's text: playbooks rely on it. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function urlDecoded(text: string): string {
  // A sign of percent that begins no escape stays, as Python's unquote leaves it; bytes that are no UTF-8 become �.
  return text.replace(/(?:%[\da-f]{2})+/giu, (escapes) =>
    Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8"),
  );
}

function base64Decoded(text: string): string {
  const plain = text.replace(/\s/gu, "").replaceAll("-", "+").replaceAll("_", "/");
  if (/^[a-z0-9+/]*={0,2}$/iu.test(plain) && plain.replace(/=+$/u, "").length % 4 !== 1) {
    return Buffer.from(plain, "base64").toString("utf8");
  }
  throw new ValueError(`"${text.slice(0, 60)}" is no Base64.`, "Filter such values out first.");
}
