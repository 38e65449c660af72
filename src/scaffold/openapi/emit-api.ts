import { call, documented, importOf, keyOf, lines, object, paragraphs, parameters, quote, type Entry } from "./code.ts";
import { access, answerShape } from "./emit-answer.ts";
import { inputsOf, type Inputs, type KnownTypes } from "./emit-inputs.ts";
import { isSizeBounded, requestOf } from "./emit-request.ts";
import { schemaName, schemaOf } from "./emit-schema.ts";
import { group, hardline, indent, line, print, type Doc } from "./layout.ts";
import type { Paging } from "./paging.ts";
import type { CommandPlan, EntityPlan } from "./plan.ts";
import { pluralPhrase, sentenceCase, typeNameOf } from "./words.ts";

/** `commands/_api/<resource>.ts`: one kind of thing over HTTP, with its schemas, and nothing of SOAR. */
export function apiModule(resource: readonly string[], plans: readonly CommandPlan[]): string {
  const known: KnownTypes = new Map();
  const inputs = plans.map((plan) => inputsOf(plan, known));
  const members = plans.flatMap((plan, index) =>
    inputs[index] === undefined ? [] : [memberOfClient(plan, inputs[index])],
  );
  const entities = [...new Map(plans.flatMap(entityOf).map((entity) => [entity.typeName, entity])).values()];
  const things = pluralPhrase(resource).join(" ");
  const body: Doc[] = [
    ...entities.map(({ typeName, fields }) => [
      "export const ",
      schemaName(typeName),
      " = ",
      schemaOf(fields, true),
      ";",
    ]),
    ...(entities.length > 0
      ? [
          lines(
            entities.map(({ typeName }) => `export type ${typeName} = v.InferOutput<typeof ${schemaName(typeName)}>;`),
          ),
        ]
      : []),
    ...inputs.flatMap(({ types }) => types),
    documented(`${sentenceCase(things)} over HTTP.`, [
      `export function ${factoryName(resource)}(http: HttpClient) {`,
      indent(hardline, "return {", indent(hardline, lines(members)), hardline, "};"),
      hardline,
      "}",
    ]),
  ];
  const text = print(paragraphs(body));
  return `${print(lines(importsOf(text)))}\n${text}`;
}

/** `createTicketApi` */
export function factoryName(resource: readonly string[]): string {
  return `create${typeNameOf(resource)}Api`;
}

// --- internal ---

/** What the text uses of what it may import. */
function importsOf(text: string): Doc[] {
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(text);
  const values = ["pageByNumber", "pageByOffset", "pageByToken"].filter(uses);
  const types = ["FileOutput", "HttpClient", "Json", "JsonObject"].filter(uses).map((name) => `type ${name}`);
  const own = (names: string[], from: string) => {
    const used = names.filter(uses);
    return used.length === 0 ? [] : [importOf(used, from)];
  };
  const only = values.length === 0;
  return [
    ...(/\bv\./.test(text) ? ['import * as v from "valibot";'] : []),
    importOf([...values, ...types.map((name) => (only ? name.replace("type ", "") : name))], "soarkit", only),
    ...own(["fileName"], "../_files.ts"),
    ...own(["toForm"], "../_form.ts"),
    ...own(["ifFound"], "../_found.ts"),
    ...own(["firstOf"], "../_pages.ts"),
  ];
}

function entityOf({ answer }: CommandPlan): EntityPlan[] {
  return answer.kind === "entity" ? [answer.entity] : [];
}

function memberOfClient(plan: CommandPlan, inputs: Inputs): Doc {
  const key = keyOf(plan.member);
  if (plan.paging !== undefined && plan.paging.kind !== "size") return pagedMember(plan, plan.paging, inputs, key);
  if (plan.answer.kind === "file") return fileMember(plan, inputs, key);
  const asked = call("http.send", [object(requestOf(plan, inputs, undefined))], true);
  if (plan.operation.method === "DELETE") {
    return [
      `${key}: async `,
      parameters(inputs.params),
      " => {",
      block([["await ", call("ifFound", [asked]), ";"]]),
      "},",
    ];
  }
  const path = plan.answer.kind === "entity" || plan.answer.kind === "value" ? plan.answer.path : [];
  if (path.length === 0) return [group(`${key}: `, parameters(inputs.params), " =>", group(indent(line, asked))), ","];
  const held = access("answer", answerShape(plan), path);
  const statements: Doc[] = [["const answer = await ", asked, ";"], `return ${orNone(held, plan)};`];
  return [`${key}: async `, parameters(inputs.params), " => {", block(statements), "},"];
}

/** A list that may be missing is empty. */
function orNone({ text, isSure }: { text: string; isSure: boolean }, { answer }: CommandPlan): string {
  return (answer.kind === "entity" || answer.kind === "value") && answer.isMany && !isSure ? `${text} ?? []` : text;
}

function block(statements: readonly Doc[]): Doc {
  return [indent(hardline, lines(statements)), hardline];
}

function fileMember(plan: CommandPlan, inputs: Inputs, key: string): Doc {
  const { naming, answer } = plan;
  const ending = answer.kind === "file" ? (EXTENSIONS.get(answer.mediaType) ?? "bin") : "bin";
  const usual = quote(`${naming.noun.join("-")}.${ending}`);
  const asked = call("http.stream", [object(requestOf(plan, inputs, undefined))], true);
  return [
    `${key}: async `,
    parameters(inputs.params),
    ": Promise<FileOutput> => {",
    block([
      ["const { headers: answered, body: content } = await ", asked, ";"],
      `return { name: fileName(answered, ${usual}), content };`,
    ]),
    "},",
  ];
}

const EXTENSIONS = new Map([
  ["application/pdf", "pdf"],
  ["application/zip", "zip"],
  ["text/csv", "csv"],
  ["text/plain", "txt"],
  ["text/html", "html"],
  ["image/png", "png"],
  ["image/jpeg", "jpg"],
]);

function pagedMember(plan: CommandPlan, paging: Exclude<Paging, { kind: "size" }>, inputs: Inputs, key: string): Doc {
  const { kind } = paging;
  const shape = answerShape(plan);
  const path = plan.answer.kind === "entity" || plan.answer.kind === "value" ? plan.answer.path : [];
  const variable = kind === "page" ? "number" : kind;
  const name = kind === "page" ? "pageByNumber" : kind === "offset" ? "pageByOffset" : "pageByToken";
  const total = kind === "token" ? undefined : paging.total;
  const held = orNone(access("page", shape, path), plan);
  const fields: Entry[] = [{ key: "items", value: held }];
  if (kind === "token") fields.push({ key: "next", value: access("page", shape, paging.next, true).text });
  if (total !== undefined) fields.push({ key: "totalCount", value: access("page", shape, total, true).text });
  const asked = call("http.send", [object(requestOf(plan, inputs, { paging, variable }), true)], true);
  const fetchPage: Doc = [
    `async (${variable}) => {`,
    block([
      ["const page = await ", asked, ";"],
      ["return ", object(fields), ";"],
    ]),
    "}",
  ];
  const options: (Entry | string)[] = [
    ...(kind === "page" ? [{ key: "first", value: String(paging.first) }] : []),
    ...(kind === "token" ? [] : [{ key: "size", value: sizeOf(plan, paging) }]),
    "signal",
    { key: "fetchPage", value: fetchPage },
  ];
  const statements: Doc[] = [
    ["const pages = ", call(name, [object(options, true)], true), ";"],
    "return firstOf(pages, limit);",
  ];
  return [`${key}: async `, parameters(inputs.params), " => {", block(statements), "},"];
}

/**
 * The size by which the last page is known. Where the document neither gives a total nor bounds the size, a short page
 * may be no end, so every page counts as full until an empty one comes.
 */
function sizeOf(plan: CommandPlan, paging: Exclude<Paging, { kind: "size" | "token" }>): string {
  const { size, total, perPage } = paging;
  return size !== undefined && (total !== undefined || isSizeBounded(plan, size)) ? String(perPage) : "1";
}
