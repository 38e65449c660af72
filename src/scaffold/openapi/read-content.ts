import { isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { Answer, Body } from "./operation.ts";
import type { ShapeReader } from "./read-shape.ts";
import type { References } from "./references.ts";
import { spreadExample } from "./shape.ts";

interface Readers {
  references: References;
  shapes: ShapeReader;
}

/** An operation's request body: JSON before a form; anything else is an obstacle, unless the body may be left out. */
export function readBody(
  node: Json | undefined,
  { references, shapes }: Readers,
): { body?: Body; obstacles: string[] } {
  const described = references.resolve(node)?.node;
  const content = contentOf(described?.content);
  if (described === undefined || content.length === 0) return { obstacles: [] };
  const description = typeof described.description === "string" ? described.description : "";
  const json = content.find(([type]) => isJson(type));
  const form = content.find(([type]) => type === "application/x-www-form-urlencoded");
  const [type, media] = json ?? form ?? [];
  if (type === undefined || media === undefined) {
    const types = content.map(([name]) => name).join(", ");
    return {
      obstacles: described.required === true ? [`its body is ${types}, and only JSON and plain forms are sent`] : [],
    };
  }
  const isPlain = type === "application/json" || type === "*/*" || json === undefined;
  const shape = spreadExample(shapes.read(media.schema), exampleOf(media));
  if (json === undefined && shape.kind !== "object")
    return { obstacles: ["its form has no fields that could be filled in"] };
  // Authors forget to say that the body is required, not that its members are.
  const needsMembers = shape.kind === "object" && shape.members.some((member) => member.isRequired);
  return {
    body: {
      isRequired: described.required === true || needsMembers,
      isForm: json === undefined,
      ...(!isPlain && { mediaType: type }),
      description,
      shape,
    },
    obstacles: [],
  };
}

/** What an operation answers when all is well: JSON before a file. */
export function readAnswer(
  node: Json | undefined,
  { references, shapes }: Readers,
): { answer: Answer; obstacles: string[] } {
  const responses = isJsonObject(node) ? node : {};
  const codes = Object.keys(responses).filter((code) => /^2(?:\d\d|XX)$/i.test(code));
  const good = codes.length > 0 ? codes.sort() : ["default"];
  const contents = good.map((code) => contentOf(references.resolve(responses[code])?.node.content));
  const all = contents.flat();
  const json = all.find(([type]) => isJson(type));
  if (json !== undefined) {
    const [, media] = json;
    return {
      answer: { kind: "json", shape: spreadExample(shapes.read(media.schema), exampleOf(media)) },
      obstacles: [],
    };
  }
  if (all.length === 0) return { answer: { kind: "none" }, obstacles: [] };
  const file = all.find(([type]) => !isXml(type));
  if (file !== undefined) return { answer: { kind: "file", mediaType: file[0] }, obstacles: [] };
  const types = [...new Set(all.map(([type]) => type))].join(", ");
  return { answer: { kind: "none" }, obstacles: [`it answers ${types}, and only JSON and files are read`] };
}

// --- internal ---

type Content = [type: string, media: JsonObject][];

function contentOf(content: Json | undefined): Content {
  return Object.entries(isJsonObject(content) ? content : {}).map(([type, media]) => [
    type.split(";")[0]?.trim().toLowerCase() ?? "",
    isJsonObject(media) ? media : {},
  ]);
}

function isJson(type: string): boolean {
  return /^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type) || type === "*/*" || type === "application/*";
}

function isXml(type: string): boolean {
  return /^(?:application|text)\/(?:[\w.-]+\+)?xml$/.test(type) || type === "text/event-stream";
}

function exampleOf(media: JsonObject): Json | undefined {
  if (media.example !== undefined) return media.example;
  const [first] = isJsonObject(media.examples) ? Object.values(media.examples) : [];
  return isJsonObject(first) ? first.value : undefined;
}
