import { isJsonObject, isUnsafeKey, type Json, type JsonObject } from "../../json.ts";
import type { Parameter, Style } from "./operation.ts";
import type { ShapeReader } from "./read-shape.ts";
import type { References } from "./references.ts";

/** The parameters of an operation; its own go before those of its path. */
export function readParameters(
  lists: readonly (Json | undefined)[],
  { references, shapes }: { references: References; shapes: ShapeReader },
): { parameters: Parameter[]; obstacles: string[] } {
  const found = new Map<string, Parameter>();
  const obstacles: string[] = [];
  for (const list of lists) {
    for (const item of Array.isArray(list) ? list : []) {
      const node = references.resolve(item)?.node;
      const { name, in: place } = node ?? {};
      if (node === undefined || typeof name !== "string" || typeof place !== "string") continue;
      const isRequired = node.required === true || place === "path";
      if (place === "path" || place === "query" || place === "header") {
        const isOurs = place === "header" && (OURS.has(name.toLowerCase()) || !isHeaderName(name));
        if (isOurs && isRequired && !OURS.has(name.toLowerCase()))
          obstacles.push(`it needs the header ${name}, which is none`);
        if (!isOurs && !isUnsafeKey(name))
          found.set(keyOf(place, name), readParameter(node, name, place, isRequired, shapes));
      } else if (place === "cookie" && isRequired) obstacles.push(`it needs the cookie ${name}`);
    }
  }
  return { parameters: [...found.values()], obstacles };
}

// --- internal ---

/** Headers that the HTTP client writes itself (the specification says to ignore them, too). */
const OURS: ReadonlySet<string> = new Set(["accept", "content-type", "authorization", "user-agent", "content-length"]);

/** Names of headers that differ in capitals only are one header. */
function keyOf(place: string, name: string): string {
  return `${place} ${place === "header" ? name.toLowerCase() : name}`;
}

export function isHeaderName(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

function readParameter(
  node: JsonObject,
  name: string,
  place: Parameter["in"],
  isRequired: boolean,
  shapes: ShapeReader,
): Parameter {
  const [content] = isJsonObject(node.content) ? Object.values(node.content) : [];
  const shape = shapes.read(isJsonObject(content) ? content.schema : node.schema);
  const example = node.example ?? firstExample(node.examples);
  return {
    name,
    in: place,
    isRequired,
    isDeprecated: node.deprecated === true || shape.deprecated,
    description: typeof node.description === "string" ? node.description : shape.description,
    style: isJsonObject(content) ? "json" : styleOf(node, place),
    shape: shape.example === undefined && example !== undefined ? { ...shape, example } : shape,
  };
}

function firstExample(examples: Json | undefined): Json | undefined {
  const [first] = isJsonObject(examples) ? Object.values(examples) : [];
  return isJsonObject(first) ? first.value : undefined;
}

function styleOf({ style, explode }: JsonObject, place: Parameter["in"]): Style {
  if (style === "deepObject") return "brackets";
  if (style === "spaceDelimited") return "space";
  if (style === "pipeDelimited") return "pipe";
  // Form is the default of a query, and a form explodes by default; all other places join by commas.
  return place === "query" && explode !== false ? "repeat" : "comma";
}
