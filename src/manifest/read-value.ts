import type { Json } from "../json.ts";
import { Fields } from "./fields.ts";
import type { Report } from "./findings.ts";
import type { ComplexValue, Filter, Operand, TransformerCall, Value } from "./value.ts";
import type { YamlMap, YamlNode } from "./yaml-tree.ts";

/** Told where in the text the parts of a value stand, for checks that look into them. */
export type OnPart = (part: Filter | TransformerCall | ComplexValue | Value, at: number) => void;

/**
 * A value as mappers and playbooks write it: `{ simple }`, `{ complex }`, or a bare scalar. Undefined where nothing is
 * given: null, `{}`, and an empty simple beside an empty complex.
 * @param what what it is of, for messages
 */
export function readValue(node: YamlNode, what: string, report: Report, onPart: OnPart = ignore): Value | undefined {
  if (node.kind === "scalar") return simpleOf(node.json, node.at, onPart);
  if (node.kind === "list") {
    report("V001", node.at, `${what} is a list.`, "Write simple: or complex: below it.");
    return undefined;
  }
  const complex = node.entries.get("complex")?.value;
  if (complex?.kind === "map" && complex.entries.size > 0) return readComplex(complex, what, report, onPart);
  if (complex !== undefined && complex.json !== null && complex.kind !== "map") {
    report("V001", complex.at, `"complex" of ${what} is no map.`, "Write root:, and what else it needs, below it.");
    return undefined;
  }
  const simple = node.entries.get("simple")?.value;
  if (simple !== undefined && simple.kind !== "scalar") {
    report("V001", simple.at, `"simple" of ${what} is no text.`, "Write a text, or complex: instead.");
    return undefined;
  }
  if (simple !== undefined) return simpleOf(simple.json, simple.at, onPart);
  const [other] = [...node.entries].filter(([key]) => key !== "complex");
  if (other) report("V001", other[1].at, `${what} has "${other[0].slice(0, 60)}" instead of a value.`, HINT);
  return undefined;
}

/** Filters as playbooks write them: of each group, any may hold. */
export function readFilters(nodes: YamlNode[], what: string, report: Report, onPart: OnPart = ignore): Filter[][] {
  return nodes.map((group) =>
    (group.kind === "list" ? group.items : [group]).flatMap((item) => readFilter(item, what, report, onPart) ?? []),
  );
}

export function readTransformers(
  nodes: YamlNode[],
  what: string,
  report: Report,
  onPart: OnPart = ignore,
): TransformerCall[] {
  return nodes.flatMap((node) => {
    const operator = node.kind === "map" ? textAt(node, "operator") : undefined;
    if (node.kind !== "map" || operator === undefined) {
      report("V001", node.at, `A transformer of ${what} names no operator.`, "Write operator:, and its args:.");
      return [];
    }
    const args: Record<string, Operand> = {};
    const given = node.entries.get("args")?.value;
    for (const [name, { value }] of given?.kind === "map" ? given.entries : []) {
      args[name] = readOperand(value, `argument ${name} of ${operator}`, report, onPart);
    }
    const call = { operator, args };
    onPart(call, node.at);
    return [call];
  });
}

// --- internal ---

const HINT = "Write simple: and a path or text, or complex: and root:.";

function ignore(): void {
  // Nobody asked for places.
}

function simpleOf(json: Json, at: number, onPart: OnPart): Value | undefined {
  if (json === null || json === "") return undefined;
  const value = { simple: json };
  onPart(value, at);
  return value;
}

function readComplex(map: YamlMap, what: string, report: Report, onPart: OnPart): Value | undefined {
  const fields = new Fields(map, report, `"complex" of ${what}`);
  const root = fields.text("root") ?? "";
  if (root.trim() === "") {
    report("V001", map.at, `"complex" of ${what} has no root.`, "Write the path of what it begins with.");
    return undefined;
  }
  const accessor = fields.text("accessor");
  const complex: ComplexValue = {
    root,
    ...(accessor !== undefined && accessor.trim() !== "" && { accessor }),
    filters: readFilters(fields.list("filters"), what, report, onPart),
    transformers: readTransformers(fields.list("transformers"), what, report, onPart),
  };
  onPart(complex, map.at);
  return { complex };
}

function readFilter(node: YamlNode, what: string, report: Report, onPart: OnPart): Filter | undefined {
  const operator = node.kind === "map" ? textAt(node, "operator") : undefined;
  if (node.kind !== "map" || operator === undefined) {
    report("V001", node.at, `A filter of ${what} names no operator.`, "Write operator:, left: and right:.");
    return undefined;
  }
  const side = (name: string): Operand => {
    const entry = node.entries.get(name)?.value;
    return entry ? readOperand(entry, `${name} of ${operator}`, report, onPart) : { isContext: false };
  };
  const fields = new Fields(node, report, `filter ${operator}`);
  const filter = { operator, ignoreCase: fields.flag("ignorecase"), left: side("left"), right: side("right") };
  onPart(filter, node.at);
  return filter;
}

/** `{ value: { simple | complex }, iscontext }` */
function readOperand(node: YamlNode, what: string, report: Report, onPart: OnPart): Operand {
  if (node.kind !== "map") {
    const bare = readValue(node, what, report, onPart);
    return { ...(bare && { value: bare }), isContext: false };
  }
  const isContext = new Fields(node, report, what).flag("iscontext");
  const given = node.entries.get("value")?.value;
  // Of a text that is no path there is nothing to check.
  const onValue: OnPart = (part, at) => {
    if (isContext || !("simple" in part)) onPart(part, at);
  };
  const value = given && readValue(given, what, report, onValue);
  return { ...(value && { value }), isContext };
}

function textAt(map: YamlMap, key: string): string | undefined {
  const value = map.entries.get(key)?.value;
  return value?.kind === "scalar" && value.text !== undefined && value.text.trim() !== ""
    ? value.text.trim()
    : undefined;
}
