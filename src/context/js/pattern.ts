import { JsError, type Machine } from "./machine.ts";
import { fold, isWordUnit, parsePattern, type PatternNode, type UnitTest } from "./pattern-syntax.ts";

export interface PatternMatch {
  index: number;
  end: number;
  /** The groups from 1 on; undefined for one that took no part. */
  groups: (string | undefined)[];
}

/**
 * A regular expression that cannot hang: it backtracks as JavaScript's own does, but each step is charged to the
 * machine, so that a catastrophic one ends as a warning. (The host's engine cannot be stopped once it runs.)
 */
export interface Pattern {
  /** The first match at or after `from`. */
  exec(text: string, from: number, machine: Machine): PatternMatch | undefined;
}

/** @throws JsError for a fault in the source, or flags other than g, i and m. */
export function compilePattern(source: string, flags: string): Pattern {
  if (!/^(?!.*(.).*\1)[gim]*$/.test(flags)) throw new JsError(`a regular expression has the flags "${flags}"`);
  const { root, groups } = parsePattern(source, flags.includes("i"));
  const program: Program = { code: [], registers: (groups + 1) * 2, size: { nodes: 0 } };
  emit(root, program);
  program.code.push({ op: "match" });
  const settings = { ignoreCase: flags.includes("i"), multiline: flags.includes("m") };
  return {
    exec(text, from, machine) {
      const counter = { count: 0, machine };
      for (let index = from; index <= text.length; index += 1) {
        const registers = new Array<number>(program.registers).fill(-1);
        const found = attempt({ code: program.code, text, settings, counter }, index, registers);
        if (found) return { index, end: found.end, groups: captured(found.registers, groups, text) };
      }
      return undefined;
    },
  };
}

// --- internal ---

type Instruction =
  | { op: "unit"; test: UnitTest }
  | { op: "split"; first: number; second: number }
  | { op: "jump"; to: number }
  | { op: "save"; register: number }
  | { op: "clear"; from: number; to: number }
  | { op: "progress"; register: number }
  | { op: "edge"; edge: "start" | "end" | "word" | "notWord" }
  | { op: "look"; negative: boolean; code: Instruction[] }
  | { op: "back"; index: number }
  | { op: "match" };

interface Program {
  code: Instruction[];
  /** Two for each group (where it begins and ends), then one for each loop (where its turn began). */
  registers: number;
  /** Nodes emitted so far, repetitions and look-aheads included. */
  size: { nodes: number };
}

interface Run {
  code: readonly Instruction[];
  text: string;
  settings: { ignoreCase: boolean; multiline: boolean };
  counter: { count: number; machine: Machine };
}

const MAX_NODES = 5000;
const MAX_BACKTRACKS = 500_000;
const INSTRUCTIONS_PER_STEP = 2;

function emit(node: PatternNode, program: Program): void {
  const { code } = program;
  program.size.nodes += 1;
  if (program.size.nodes > MAX_NODES) throw new JsError("a regular expression repeats too much");
  if (node.kind === "unit" || node.kind === "edge") {
    code.push(node.kind === "unit" ? { op: "unit", test: node.test } : { op: "edge", edge: node.edge });
  } else if (node.kind === "back") code.push({ op: "back", index: node.index });
  else if (node.kind === "sequence") for (const item of node.items) emit(item, program);
  else if (node.kind === "choice") emitChoice(node.options, program);
  else if (node.kind === "group") emitGroup(node.index, node.body, program);
  else if (node.kind === "look") {
    const inner: Program = { ...program, code: [] };
    emit(node.body, inner);
    program.registers = inner.registers;
    code.push({ op: "look", negative: node.negative, code: [...inner.code, { op: "match" }] });
  } else emitRepeat(node, program);
}

function emitChoice(options: PatternNode[], program: Program): void {
  const exits: { op: "jump"; to: number }[] = [];
  options.forEach((option, position) => {
    if (position === options.length - 1) {
      emit(option, program);
      return;
    }
    const split = { op: "split" as const, first: program.code.length + 1, second: 0 };
    program.code.push(split);
    emit(option, program);
    const exit = { op: "jump" as const, to: 0 };
    exits.push(exit);
    program.code.push(exit);
    split.second = program.code.length;
  });
  for (const exit of exits) exit.to = program.code.length;
}

function emitGroup(index: number | undefined, body: PatternNode, program: Program): void {
  if (index !== undefined) program.code.push({ op: "save", register: index * 2 });
  emit(body, program);
  if (index !== undefined) program.code.push({ op: "save", register: index * 2 + 1 });
}

function emitRepeat(node: PatternNode & { kind: "repeat" }, program: Program): void {
  const { code } = program;
  const [from, to] = [node.groups[0] * 2, node.groups[1] * 2 + 1];
  const turn = (): void => {
    // Each turn forgets what the groups inside it held before.
    if (to > from) code.push({ op: "clear", from, to });
    emit(node.body, program);
  };
  for (let count = 0; count < node.min; count += 1) turn();
  const splits: { op: "split"; first: number; second: number }[] = [];
  const optional = (): void => {
    const split = { op: "split" as const, first: code.length + 1, second: code.length + 1 };
    splits.push(split);
    code.push(split);
    const register = program.registers;
    // A turn that matched nothing would go on for ever.
    const mustProgress = canBeEmpty(node.body);
    if (mustProgress) program.registers += 1;
    if (mustProgress) code.push({ op: "save", register });
    turn();
    if (mustProgress) code.push({ op: "progress", register });
  };
  if (node.max === Infinity) {
    const loop = code.length;
    optional();
    code.push({ op: "jump", to: loop });
  } else for (let count = node.min; count < node.max; count += 1) optional();
  for (const split of splits) split[node.greedy ? "second" : "first"] = code.length;
}

function canBeEmpty(node: PatternNode): boolean {
  if (node.kind === "unit") return false;
  if (node.kind === "sequence") return node.items.every(canBeEmpty);
  if (node.kind === "choice") return node.options.some(canBeEmpty);
  if (node.kind === "group") return canBeEmpty(node.body);
  return node.kind !== "repeat" || node.min === 0 || canBeEmpty(node.body);
}

function attempt(run: Run, start: number, given: number[]): { end: number; registers: number[] } | undefined {
  const { code, text, counter } = run;
  const pending: [pc: number, position: number, registers: number[]][] = [];
  let [pc, position, registers] = [0, start, given];
  for (;;) {
    counter.count += 1;
    if (counter.count % INSTRUCTIONS_PER_STEP === 0) counter.machine.charge(1);
    const instruction = code[pc];
    if (!instruction || instruction.op === "match") return { end: position, registers };
    let next: number | undefined = pc + 1;
    if (instruction.op === "unit") {
      if (position < text.length && instruction.test(text.charCodeAt(position))) position += 1;
      else next = undefined;
    } else if (instruction.op === "split") {
      if (pending.length >= MAX_BACKTRACKS) throw new JsError("a regular expression backtracks too far");
      pending.push([instruction.second, position, registers]);
      next = instruction.first;
    } else if (instruction.op === "jump") next = instruction.to;
    else if (instruction.op === "save") {
      counter.machine.charge(registers.length / 64);
      registers = registers.with(instruction.register, position);
    } else if (instruction.op === "clear") registers = registers.slice().fill(-1, instruction.from, instruction.to + 1);
    else if (instruction.op === "progress") {
      if (registers[instruction.register] === position) next = undefined;
    } else if (instruction.op === "edge") {
      if (!isAtEdge(instruction.edge, text, position, run.settings.multiline)) next = undefined;
    } else if (instruction.op === "back") {
      const length = sameAgain(instruction.index, registers, run, position);
      if (length === undefined) next = undefined;
      else position += length;
    } else {
      const found: ReturnType<typeof attempt> = attempt({ ...run, code: instruction.code }, position, registers);
      if ((found === undefined) !== instruction.negative) next = undefined;
      else if (found) registers = found.registers;
    }
    if (next !== undefined) {
      pc = next;
      continue;
    }
    const resumed = pending.pop();
    if (!resumed) return undefined;
    [pc, position, registers] = resumed;
  }
}

function isAtEdge(edge: "start" | "end" | "word" | "notWord", text: string, at: number, multiline: boolean): boolean {
  if (edge === "start") return at === 0 || (multiline && /[\n\r\u2028\u2029]/.test(text.charAt(at - 1)));
  if (edge === "end") return at === text.length || (multiline && /[\n\r\u2028\u2029]/.test(text.charAt(at)));
  const before = at > 0 && isWordUnit(text.charCodeAt(at - 1));
  const after = at < text.length && isWordUnit(text.charCodeAt(at));
  return (before !== after) === (edge === "word");
}

/** How long the repetition of a group's text at this position is; undefined when it does not stand there. */
function sameAgain(index: number, registers: number[], run: Run, position: number): number | undefined {
  const [begin, end] = [registers[index * 2] ?? -1, registers[index * 2 + 1] ?? -1];
  if (begin < 0 || end < 0) return 0;
  run.counter.machine.text(end - begin);
  for (let offset = 0; offset < end - begin; offset += 1) {
    const [wanted, found] = [run.text.charCodeAt(begin + offset), run.text.charCodeAt(position + offset)];
    if (wanted !== found && !(run.settings.ignoreCase && fold(wanted) === fold(found))) return undefined;
  }
  return end - begin;
}

function captured(registers: number[], groups: number, text: string): (string | undefined)[] {
  return Array.from({ length: groups }, (_, group) => {
    const [begin, end] = [registers[group * 2 + 2] ?? -1, registers[group * 2 + 3] ?? -1];
    return begin < 0 || end < 0 ? undefined : text.slice(begin, end);
  });
}
