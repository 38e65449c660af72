import { call, importOf, lines, list, object, quote, variableNamed, type Entry } from "./code.ts";
import { passedOn } from "./emit-arguments.ts";
import { variableFor } from "./emit-map.ts";
import { group, hardline, indent, line, print, trailingComma, join, type Doc } from "./layout.ts";
import type { ArgumentPlan, CommandPlan } from "./plan.ts";
import { ownerOf } from "./subject.ts";
import { participleOf } from "./verbs.ts";
import { camelOf, isMass, isPlural, pluralOf, pluralPhrase, sentenceCase } from "./words.ts";

/** `commands/<command>.ts`: the handler of one command. */
export function handlerModule(plan: CommandPlan, brand: string, lister: string | undefined): string {
  const passed = passedOn(plan);
  const statements = [...passed.statements, ...answering(plan, passed.expressions, lister)];
  const usesArgs = plan.arguments.length > 0;
  const taken = [...(usesArgs ? ["args"] : []), "client", "signal"];
  const head = [
    `export const run: Handler<${brand}, ${quote(plan.naming.command)}> = async (`,
    group("{", indent(line, join([",", line], taken)), trailingComma, line, "}"),
    ") => {",
  ];
  const body = print([head, indent(hardline, lines(statements)), hardline, "};"]);
  return `${print(lines(importsOf(plan, body, brand)))}\n${body}`;
}

/** `commands/test-module.ts`: tries URL, credentials and permission by a read that needs nothing. */
export function testModule(plan: CommandPlan | undefined, brand: string): string {
  const called = plan === undefined ? undefined : clientCall(plan, testArguments(plan));
  const taken = called === undefined ? "_input" : "{ client, signal }";
  const statement: Doc =
    called === undefined
      ? "// No command of this integration reads without being told what: write here what tries URL and credentials."
      : ["await ", called, ";"];
  return print([
    lines([importOf(["TestHandler"], "soarkit", true), importOf([brand], "./_manifest.gen.ts", true)]),
    hardline,
    hardline,
    `export const run: TestHandler<${brand}> = async (${called === undefined ? "" : taken}) => {`,
    indent(hardline, statement),
    hardline,
    "};",
  ]);
}

// --- internal ---

function importsOf({ naming, answer }: CommandPlan, body: string, brand: string): Doc[] {
  const uses = (name: string) => new RegExp(`\\b${name}\\(`).test(body);
  const own = (names: string[], from: string) => {
    const used = names.filter(uses);
    return used.length === 0 ? [] : [importOf(used, from)];
  };
  const entity = answer.kind === "entity" ? answer.entity : undefined;
  const mapped = entity === undefined ? [] : [`${variableFor(entity)}Table`, `to${entity.typeName}`];
  const file = naming.resource.join("-");
  return [
    importOf(["Handler"], "soarkit", true),
    ...own(["ifFound", "mustExist"], "./_found.ts"),
    importOf([brand], "./_manifest.gen.ts", true),
    ...(mapped.length > 0 ? [importOf(mapped, `./_map/${file}.ts`)] : []),
    ...own(["given", "toDay", "toDecimal", "toJsonText", "toMoment"], "./_values.ts"),
  ];
}

function clientCall({ naming, member }: CommandPlan, args: readonly Doc[]): Doc {
  return call(`client.${camelOf(naming.resource)}.${member}`, args);
}

function testArguments(plan: CommandPlan): string[] {
  const hasQuery = plan.arguments.some(({ target }) => target.in === "query");
  const hasBody = plan.body !== undefined;
  return [
    ...(hasQuery ? ["{}"] : []),
    ...(hasBody ? ["{}"] : []),
    ...(plan.paging === undefined ? [] : ["1"]),
    "signal",
  ];
}

function answering(plan: CommandPlan, passed: readonly Doc[], lister: string | undefined): Doc[] {
  const { effect, answer, operation } = plan;
  const asked = clientCall(plan, passed);
  const held = plan.arguments.findLast(({ target }) => target.in === "path");
  if (answer.kind === "none" && operation.method === "DELETE") return [["await ", asked, ";"], done(plan)];
  const isLookedUp = effect === "read" && held !== undefined;
  const found: Doc = isLookedUp
    ? call("ifFound", [asked])
    : held === undefined
      ? asked
      : call("mustExist", [asked, thingOf(plan, held), ...(lister === undefined ? [] : [quote(lister)])]);
  if (answer.kind === "none") return [["await ", found, ";"], done(plan)];
  const variable = variableOf(plan);
  const missing = isLookedUp ? [missingLine(variable, plan, held)] : [];
  const ask: Doc = [`const ${variable} = await `, found, ";"];
  return [ask, ...missing, ...shown(plan, variable)];
}

function shown(plan: CommandPlan, variable: string): Doc[] {
  const { answer } = plan;
  if (answer.kind === "file") return [`return { files: [${variable}] };`];
  if (answer.kind === "entity") {
    const { entity, isMany } = answer;
    const mapped = isMany ? `${variable}.map(to${entity.typeName})` : `to${entity.typeName}(${variable})`;
    const rows = isMany ? "context" : "[context]";
    const readable = call(`${variableFor(entity)}Table`, [titleOf(plan), rows]);
    return [`const context = ${mapped};`, returned(readable, entity.prefix, "context", variable)];
  }
  if (answer.kind !== "value" || !hasContext(plan)) return [`return { raw: ${variable} };`];
  return [
    [
      "return ",
      object([{ key: "context", value: object([{ key: answer.prefix, value: variable }]) }, rawOf(variable)]),
      ";",
    ],
  ];
}

/** Whether what is answered has a form that the context can hold. */
function hasContext({ answer }: CommandPlan): boolean {
  if (answer.kind !== "value") return false;
  const { item } = answer;
  return !(item.kind === "free" && !item.isObject) && item.kind !== "list";
}

function returned(readable: Doc, prefix: string, context: string, variable: string): Doc {
  const entries: (Entry | string)[] = [
    { key: "readable", value: readable },
    { key: "context", value: object([{ key: prefix, value: context }]) },
    rawOf(variable),
  ];
  return ["return ", object(entries), ";"];
}

function rawOf(variable: string): Entry {
  return { key: "raw", value: variable };
}

function variableOf({ answer, naming }: CommandPlan): string {
  if (answer.kind === "file") return "file";
  const one = answer.kind === "entity" ? variableFor(answer.entity) : camelOf(naming.noun);
  if (answer.kind === "none" || answer.kind === "value")
    return answer.kind === "value" && answer.isMany ? "values" : "value";
  if (!answer.isMany) return one;
  const plural = pluralOf(one);
  return plural === one ? `${one}List` : variableNamed(plural, "List");
}

function missingLine(variable: string, plan: CommandPlan, held: ArgumentPlan): Doc {
  const thing = thingOf(plan, held).slice(1, -1);
  const warnings = object([{ key: "warnings", value: list([`\`There is no ${thing}.\``]) }]);
  return group(`if (${variable} === undefined)`, indent(line, "return ", warnings, ";"));
}

/** `` `ticket ${args.ticket_id}` `` */
function thingOf({ operation, naming }: CommandPlan, { target, name }: ArgumentPlan): string {
  const owner = target.in === "path" ? ownerOf(operation.path, target.name) : [];
  return `\`${(owner.length > 0 ? owner : naming.noun).join(" ")} \${args.${name}}\``;
}

function titleOf(plan: CommandPlan): string {
  const { naming, answer, effect } = plan;
  const words = answer.kind === "entity" ? answer.entity.words : naming.noun;
  const things = sentenceCase(pluralPhrase(words).join(" "));
  if (effect === "read")
    return quote(answer.kind === "entity" && answer.isMany ? things : sentenceCase(words.join(" ")));
  return sentenceOf(plan, "");
}

function done(plan: CommandPlan): Doc {
  return `return { readable: ${sentenceOf(plan, ".")} };`;
}

/** `` `Ticket ${args.ticket_id} is closed.` `` */
function sentenceOf(plan: CommandPlan, end: string): string {
  const { naming, operation } = plan;
  const held = plan.arguments.findLast(({ target }) => target.in === "path");
  const isOwn = held !== undefined && (operation.path.endsWith("}") || ownsPath(plan, held));
  const last = naming.noun.at(-1) ?? "";
  const isMany = isMass(last) || isPlural(last);
  if (naming.verb[1] === "all") {
    const all = pluralPhrase(naming.noun).join(" ");
    return quote(`All ${all} are ${participleOf(naming.verb[0] ?? "")}${end}`);
  }
  const happened = happenedTo(naming.verb, isMany);
  if (!isOwn) return quote(`${sentenceCase(naming.noun.join(" "))} ${happened}${end}`);
  const thing = thingOf(plan, held).slice(1, -1);
  return `\`${sentenceCase(thing)} ${happened}${end}\``;
}

/** Whether the path's last value is what the command is about: a ticket's, where it closes the ticket. */
function ownsPath({ naming, operation }: CommandPlan, { target }: ArgumentPlan): boolean {
  return target.in === "path" && ownerOf(operation.path, target.name).at(-1) === naming.noun.at(-1);
}

function happenedTo([first = "", ...rest]: readonly string[], isMany: boolean): string {
  const is = isMany ? "are" : "is";
  if (first === "bulk") return `bulk ${rest.join(" ")} is done`;
  return `${is} ${participleOf(first)}${rest.length > 0 ? ` (${rest.join(" ")})` : ""}`;
}
