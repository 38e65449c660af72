import { isJsonObject, isRecord, type JsonObject } from "../../json.ts";

/**
 * Where a document departs from the OpenAPI specification's own schema, one sentence a place, the first 20. Vendors'
 * documents seldom pass in full, and most of what fails does no harm here, so these are remarks, not faults. References
 * are left as they are: nothing is fetched, and no schema is expanded. Of a large document only the beginning is looked
 * at, as each fault of it would cost the validator a dozen others.
 */
export async function specificationFaults(document: JsonObject): Promise<string[]> {
  const { default: SwaggerParser } = await import("@apidevtools/swagger-parser");
  try {
    // It works on what it is given, and may be given no reference to follow.
    const draft: unknown = structuredClone(beginningOf(document));
    await SwaggerParser.validate(draft as Parameters<typeof SwaggerParser.validate>[0], OPTIONS);
    return [];
  } catch (thrown) {
    const details = isRecord(thrown) && Array.isArray(thrown.details) ? thrown.details.filter(isRecord) : [];
    if (details.length > 0) return placesOf(details);
    return [thrown instanceof Error ? thrown.message : String(thrown)];
  }
}

// --- internal ---

const OPTIONS = {
  resolve: { external: false, file: false, http: false },
  dereference: { circular: "ignore" as const, excludedPathMatcher: () => true },
  validate: { schema: true, spec: false },
};

const MOST = 20;
const MOST_LOOKED_AT = 300;

function beginningOf(document: JsonObject): JsonObject {
  return {
    ...document,
    ...Object.fromEntries(
      ["paths", "definitions", "parameters", "responses"].flatMap((key) => {
        const section = document[key];
        return isJsonObject(section) ? [[key, firstOf(section)]] : [];
      }),
    ),
    ...(isJsonObject(document.components) && { components: sectionsOf(document.components) }),
  };
}

function sectionsOf(components: JsonObject): JsonObject {
  const sections = Object.entries(components).map(([name, section]) => {
    return [name, isJsonObject(section) ? firstOf(section) : section] as const;
  });
  return Object.fromEntries(sections);
}

function firstOf(section: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(section).slice(0, MOST_LOOKED_AT));
}

/** What ajv says of the branches of a choice beside the one that was meant. */
const NOISE: ReadonlySet<unknown> = new Set(["oneOf", "anyOf", "if", "not"]);

/** One sentence a place, of the deepest places only: what is wrong above them is wrong because of them. */
function placesOf(details: Record<string, unknown>[]): string[] {
  const found = new Map<string, Set<string>>();
  for (const { instancePath, keyword, message, params } of details) {
    if (typeof instancePath !== "string" || NOISE.has(keyword)) continue;
    const isReference = isRecord(params) && params.missingProperty === "$ref";
    if (isReference) continue;
    const said = found.get(instancePath) ?? new Set<string>();
    said.add(`${String(message)}${allowed(params)}`);
    found.set(instancePath, said);
  }
  const above = new Set([...found.keys()].flatMap(ancestors));
  const deepest = [...found.keys()].filter((place) => !above.has(place)).sort();
  const lines = deepest.slice(0, MOST).map((place) => `#${place} ${[...(found.get(place) ?? [])][0] ?? ""}`);
  return deepest.length > MOST ? [...lines, `and ${String(deepest.length - MOST)} more places`] : lines;
}

/** `/a` of `/a/b`. */
function ancestors(place: string): string[] {
  const segments = place.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}

function allowed(params: unknown): string {
  if (!isRecord(params)) return "";
  if (Array.isArray(params.allowedValues)) return `: ${params.allowedValues.slice(0, 10).map(String).join(", ")}`;
  return typeof params.additionalProperty === "string" ? `: "${params.additionalProperty.slice(0, 60)}"` : "";
}
