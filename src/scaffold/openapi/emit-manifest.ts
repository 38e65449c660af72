import { configurationYaml } from "../configuration.ts";
import { namesOf, type IntegrationSpec } from "../scaffold.ts";
import { yamlText } from "../yaml-text.ts";
import type { AnswerPlan, ArgumentPlan, CommandPlan, FieldPlan } from "./plan.ts";
import { firstSentences } from "./sentences.ts";
import { isDate, type Shape } from "./shape.ts";
import { camelOf } from "./words.ts";

/** `integration.yml` of an integration made from an OpenAPI document. */
export function manifestYaml(
  spec: IntegrationSpec,
  plans: readonly CommandPlan[],
  { description, demo }: { description: string; demo: readonly string[] },
): string {
  const { display, brand } = namesOf(spec);
  const keys = contextKeys(plans);
  return [
    "# The only source of names, arguments, outputs, help and types. After a change: soar lint . && soar types --write",
    "commonfields:",
    `  id: ${brand}`,
    "  version: -1",
    `name: ${brand}`,
    `display: ${yamlText(display)}`,
    "# One of XSOAR's categories: Case Management, Data Enrichment & Threat Intelligence, Endpoint, Network Security …",
    "category: Utilities",
    `description: ${yamlText(firstSentences(description, 300) || `The API of ${display}.`)}`,
    "fromversion: 6.0.0",
    "sectionOrder:",
    "  - Connect",
    "",
    configurationYaml(spec, { fetches: false }),
    "",
    "x-soar:",
    "  handlers: commands",
    "  simulator: commands/_simulator/index.ts",
    "  # How many requests the vendor allows. All processes that use one store share this budget.",
    "  budget: { requests: 120, perMs: 60000 }",
    ...(keys.length === 0 ? [] : ["  contextKeys:", ...keys.map(([prefix, key]) => `    ${prefix}: ${yamlText(key)}`)]),
    ...(demo.length === 0 ? [] : ["  demo:", ...demo.map((text) => `    - ${yamlText(text)}`)]),
    "",
    "script:",
    "  type: javascript",
    '  script: "-"',
    "  commands:",
    ...commandLines(plans),
    "",
  ].join("\n");
}

/** Context path → its key, for things that have one. */
export function contextKeys(plans: readonly CommandPlan[]): [string, string][] {
  const keys = new Map<string, string>();
  for (const { answer } of plans) {
    if (answer.kind !== "entity" || answer.entity.key === undefined) continue;
    if (!keys.has(answer.entity.prefix)) keys.set(answer.entity.prefix, answer.entity.key);
  }
  return [...keys];
}

// --- internal ---

/** One after the other, with an empty line between; outputs that occur again are referred to. */
function commandLines(plans: readonly CommandPlan[]): string[] {
  const anchors = new Map<string, string>();
  return plans.flatMap((plan, index) => {
    const outputs = outputsOf(plan.answer);
    return [
      ...(index === 0 ? [] : [""]),
      `    - name: ${plan.naming.command}`,
      `      description: ${yamlText(plan.description)}`,
      ...(plan.operation.isDeprecated ? ["      deprecated: true"] : []),
      ...(plan.effect === "destructive" ? ["      execution: true"] : []),
      ...(plan.arguments.length > 0 ? ["      arguments:", ...plan.arguments.flatMap(argumentLines)] : []),
      ...outputLines(outputs, plan, anchors),
      "      x-soar:",
      `        effect: ${plan.effect}`,
      ...verifyLines(plan),
    ];
  });
}

function argumentLines(argument: ArgumentPlan): string[] {
  const { name, description, isRequired, isPositional, isList, isSecret, isDeprecated, type, choices, defaultValue } =
    argument;
  return [
    `        - name: ${name}`,
    `          description: ${yamlText(isDeprecated && !/deprecated/i.test(description) ? `Deprecated. ${description}` : description)}`,
    ...(isRequired ? ["          required: true"] : []),
    ...(isPositional ? ["          default: true"] : []),
    ...(isList ? ["          isArray: true"] : []),
    ...(isSecret ? ["          secret: true"] : []),
    ...(isDeprecated ? ["          deprecated: true"] : []),
    ...(choices === undefined ? [] : ["          auto: PREDEFINED", ...choiceLines(choices)]),
    ...(defaultValue === undefined ? [] : [`          defaultValue: ${yamlText(defaultValue)}`]),
    ...(type === "unknown" ? [] : [`          type: ${type}`]),
  ];
}

function choiceLines(choices: readonly string[]): string[] {
  const short = `          predefined: [${choices.map(yamlText).join(", ")}]`;
  if (short.length <= 110 && !/[,[\]{}]/.test(choices.join(""))) return [short];
  return ["          predefined:", ...choices.map((choice) => `            - ${yamlText(choice)}`)];
}

interface Output {
  path: string;
  type: string;
  description: string;
}

function outputLines(outputs: readonly Output[], plan: CommandPlan, anchors: Map<string, string>): string[] {
  if (outputs.length === 0) return [];
  const lines = outputs.flatMap(({ path, type, description }) => [
    `        - contextPath: ${yamlText(path)}`,
    `          type: ${type}`,
    `          description: ${yamlText(description)}`,
  ]);
  const text = lines.join("\n");
  const known = anchors.get(text);
  if (known !== undefined) return [`      outputs: *${known}`];
  const plain = camelOf(plan.answer.kind === "entity" ? plan.answer.entity.words : plan.naming.noun);
  const taken = new Set(anchors.values());
  let anchor = plain;
  for (let number = 2; taken.has(anchor); number++) anchor = `${plain}${String(number)}`;
  anchors.set(text, anchor);
  return [`      outputs: &${anchor}`, ...lines];
}

function outputsOf(answer: AnswerPlan): Output[] {
  if (answer.kind === "entity")
    return answer.entity.fields.flatMap((field) => fieldOutputs(answer.entity.prefix, field));
  if (answer.kind !== "value" || answer.item.kind === "list") return [];
  if (answer.item.kind === "free" && !answer.item.isObject) return [];
  const description = firstSentences(answer.item.description) || "What the vendor answers, as it comes.";
  return [{ path: answer.prefix, type: typeOf(answer.item), description }];
}

function fieldOutputs(prefix: string, { key, fields, shape, isList, description }: FieldPlan): Output[] {
  const path = `${prefix}.${key}`;
  if (fields !== undefined) return fields.flatMap((field) => fieldOutputs(path, field));
  return [{ path, type: isList && shape.kind === "list" ? "Unknown" : typeOf(shape), description }];
}

function typeOf(shape: Shape): string {
  if (isDate(shape)) return "Date";
  if (shape.kind === "text") return "String";
  if (shape.kind === "number") return "Number";
  return shape.kind === "boolean" ? "Boolean" : "Unknown";
}

function verifyLines({ verify }: CommandPlan): string[] {
  if (verify === undefined) return [];
  const args = Object.entries(verify.args).map(([name, value]) => `${name}: ${yamlText(value)}`);
  return [
    "        verify:",
    `          command: ${verify.command}`,
    ...(args.length === 0 ? [] : [`          args: { ${args.join(", ")} }`]),
    `          when: ${yamlText(verify.when)}`,
  ];
}
