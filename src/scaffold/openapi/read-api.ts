import { ArgumentError } from "../../errors.ts";
import { isJsonObject, toJson, type Json, type JsonObject } from "../../json.ts";
import { METHODS, type Api, type Method, type Operation } from "./operation.ts";
import { readAnswer, readBody } from "./read-content.ts";
import { readDocument, refuse } from "./read-document.ts";
import { readParameters } from "./read-parameters.ts";
import { createShapeReader, type ShapeReader } from "./read-shape.ts";
import { createReferences, referenceFaults, type References } from "./references.ts";
import { readSecurity } from "./security.ts";
import { specificationFaults } from "./validate.ts";

/**
 * Reads an OpenAPI document: Swagger 2.0 or OpenAPI 3, JSON or YAML. Nothing but the text is read.
 * @param path for messages
 * @throws ArgumentError with every fault that stands in the way
 */
export async function readApi(text: string, path: string): Promise<Api> {
  const document = readDocument(text, path);
  levelVersion(document);
  const faults = [...versionFaults(document), ...referenceFaults(document)];
  if (!isJsonObject(document.paths) || Object.keys(document.paths).length === 0) faults.push("it describes no paths");
  if (faults.length > 0) refuse(path, faults, hintFor(faults));
  const remarks = await specificationFaults(document);
  const levelled = await upgraded(document, path, remarks);
  const references = createReferences(levelled);
  const shapes = createShapeReader(references);
  const info = isJsonObject(levelled.info) ? levelled.info : {};
  const security = readSecurity(levelled, references);
  const baseUrl = baseUrlOf(levelled.servers);
  return {
    title: textOf(info.title).trim(),
    description: textOf(info.description),
    ...(baseUrl !== undefined && { baseUrl }),
    auth: security.auth,
    operations: readOperations(levelled, { references, shapes }),
    remarks: [...remarks.map((remark) => `not as the specification has it: ${remark}`), ...security.remarks],
  };
}

// --- internal ---

const MOST_OPERATIONS = 3000;
const LONGEST_PATH = 400;

/** Authors write versions as numbers: `swagger: 2.0`, `openapi: 3.1`. */
function levelVersion(document: JsonObject): void {
  for (const key of ["swagger", "openapi"]) {
    const version = document[key];
    if (typeof version === "number") document[key] = key === "swagger" ? version.toFixed(1) : `${version.toFixed(1)}.0`;
  }
}

function versionFaults({ swagger, openapi }: JsonObject): string[] {
  if (swagger === "2.0" || (typeof openapi === "string" && /^3\.[0-2](?:\.|$)/.test(openapi))) return [];
  const version = swagger ?? openapi;
  if (version === undefined) return ["it says neither openapi: nor swagger:, so it is no OpenAPI document"];
  return [`it is of version ${JSON.stringify(version)}; 2.0 and 3.0 to 3.2 are understood`];
}

function hintFor(faults: readonly string[]): string {
  return faults.some((fault) => fault.includes("outside this document"))
    ? "Bundle the document and what it refers to into one file first, such as with `npx @redocly/cli bundle`."
    : MEND;
}

/** The document as OpenAPI 3.1. What the specification says of it explains best why that fails. */
async function upgraded(document: JsonObject, path: string, remarks: readonly string[]): Promise<JsonObject> {
  const { upgrade } = await import("@scalar/openapi-upgrader");
  try {
    const levelled = toJson(upgrade(structuredClone(document), "3.1"));
    return isJsonObject(levelled) ? levelled : document;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const lines = [`it cannot be brought to OpenAPI 3.1: ${why}`, ...remarks].map((line) => `\n  ${line}`);
    throw new ArgumentError(`${path} cannot be used:${lines.join("")}`, MEND, { cause });
  }
}

const MEND = "Mend the document: nothing was written.";

interface Readers {
  references: References;
  shapes: ShapeReader;
}

function readOperations(document: JsonObject, readers: Readers): Operation[] {
  const paths = isJsonObject(document.paths) ? document.paths : {};
  const operations = Object.entries(paths)
    .filter(([path]) => path.startsWith("/"))
    .flatMap(([path, node]) => {
      const item = readers.references.resolve(node)?.node ?? {};
      return Object.entries(item).flatMap(([key, value]) => {
        const method = METHODS.find((known) => known.toLowerCase() === key.toLowerCase());
        return method === undefined || !isJsonObject(value) ? [] : [readOperation(method, path, item, value, readers)];
      });
    })
    .slice(0, MOST_OPERATIONS);
  return withoutDoubles(operations);
}

/** Two paths that differ in nothing but the names of their values are one to a server. */
function withoutDoubles(operations: readonly Operation[]): Operation[] {
  const known = new Map<string, string>();
  return operations.map((operation) => {
    const pattern = `${operation.method} ${operation.path.replaceAll(/\{[^{}]*\}/g, "{}")}`;
    const first = known.get(pattern);
    known.set(pattern, first ?? operation.path);
    if (first === undefined) return operation;
    return { ...operation, obstacles: [...operation.obstacles, `its path is that of ${first} under other names`] };
  });
}

function readOperation(method: Method, path: string, item: JsonObject, node: JsonObject, readers: Readers): Operation {
  const { parameters, obstacles } = readParameters([item.parameters, node.parameters], readers);
  // A body of a GET or DELETE means nothing to HTTP, and few servers read one.
  const takesBody = method !== "GET" && method !== "DELETE";
  const body: ReturnType<typeof readBody> = takesBody ? readBody(node.requestBody, readers) : { obstacles: [] };
  const answer = readAnswer(node.responses, readers);
  return {
    method,
    path,
    ...(typeof node.operationId === "string" && node.operationId !== "" && { operationId: node.operationId }),
    tags: Array.isArray(node.tags) ? node.tags.filter((tag) => typeof tag === "string") : [],
    summary: textOf(node.summary) || textOf(item.summary),
    description: textOf(node.description) || textOf(item.description),
    isDeprecated: node.deprecated === true,
    parameters: withPathParameters(path, parameters, readers.shapes),
    ...(body.body !== undefined && { body: body.body }),
    answer: answer.answer,
    obstacles: [...pathObstacles(path), ...obstacles, ...body.obstacles, ...answer.obstacles],
  };
}

/** Those of the path in its order; one that is nowhere described is a text. */
function withPathParameters(
  path: string,
  parameters: Operation["parameters"],
  shapes: ShapeReader,
): Operation["parameters"] {
  const inPath = [...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name = ""]): Operation["parameters"][number] => {
    const found = parameters.find((parameter) => parameter.in === "path" && parameter.name === name);
    const shape = shapes.read({ type: "string" });
    return found ?? { name, in: "path", isRequired: true, isDeprecated: false, description: "", style: "comma", shape };
  });
  return [...inPath, ...parameters.filter((parameter) => parameter.in !== "path")];
}

function pathObstacles(path: string): string[] {
  if (path.length > LONGEST_PATH) return [`its path has more than ${String(LONGEST_PATH)} characters`];
  const segments = path.split("/");
  if (/[?#\\\s]/.test(path.replaceAll(/\{[^{}]*\}/g, ""))) return ["its path holds what no path may hold"];
  const mixed = segments.find((segment) => segment.includes("{") && !/^\{[^{}]+\}$/.test(segment));
  return mixed === undefined ? [] : [`the part ${mixed} of its path is a parameter only in part`];
}

function baseUrlOf(servers: Json | undefined): string | undefined {
  for (const server of Array.isArray(servers) ? servers.filter(isJsonObject) : []) {
    const variables = isJsonObject(server.variables) ? server.variables : {};
    const text = textOf(server.url).replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
      const variable = variables[name];
      return isJsonObject(variable) && typeof variable.default === "string" ? variable.default : whole;
    });
    const url = URL.parse(text);
    const isWeb = url !== null && (url.protocol === "https:" || url.protocol === "http:");
    if (isWeb && url.username === "" && !text.includes("{")) return url.origin + url.pathname.replace(/\/+$/, "");
  }
  return undefined;
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
