import type { Operation } from "./operation.ts";
import { subjectOf, surroundingsOf, type Noun, type Subject } from "./subject.ts";
import { wordsOf } from "./words.ts";

/** How one operation is called. */
export interface Naming {
  /** `lodestar-ticket-comment-list` */
  command: string;
  /** What it is about, outer things first: ticket, comment. */
  noun: string[];
  /** The outermost thing of its path: the file that it goes into. */
  resource: string[];
  /** What is done: `close`, `get`, `bulk update`. */
  verb: string[];
}

/**
 * Names for all operations of a document: `<name>-<noun>-<verb>`, each only once. They depend on the whole document,
 * not on what is chosen from it, so a second choice gives the same names. Of several that would be called the same, the
 * one with the shortest path keeps the name; the others say more about themselves, until all differ.
 */
export function nameOperations(
  operations: readonly Operation[],
  { name, isMany }: { name: string; isMany: (operation: Operation) => boolean },
): Map<Operation, Naming> {
  const around = surroundingsOf(operations);
  const contenders = operations.map((operation): Contender => {
    const subject = subjectOf(operation, around, isMany(operation), name);
    return { operation, subject, candidates: candidatesOf(operation, subject), level: 0 };
  });
  settle(contenders);
  const used = new Map<string, number>();
  return new Map(
    contenders.map((contender) => {
      const { operation, subject } = contender;
      const { noun, tail } = candidateAt(contender);
      const plain = kebab([...withoutName(noun, name), ...tail]);
      const count = (used.get(plain) ?? 0) + 1;
      used.set(plain, count);
      const command = `${name}-${plain}${count === 1 ? "" : `-${String(count)}`}`;
      return [operation, { command, noun, resource: resourceOf(subject.nouns, noun), verb: subject.verb }];
    }),
  );
}

// --- internal ---

interface Candidate {
  noun: string[];
  tail: string[];
}

interface Contender {
  operation: Operation;
  subject: Subject;
  /** From the shortest to the most telling. */
  candidates: Candidate[];
  level: number;
}

const LONGEST = 80;

/** Words that mean nothing without what stands before them. */
const WEAK: ReadonlySet<string> = new Set([
  ...["count", "current", "data", "details", "health", "history", "info", "item", "latest", "list", "me", "object"],
  ...[
    "self",
    "settings",
    "stats",
    "statistics",
    "status",
    "summary",
    "type",
    "value",
    "config",
    "configuration",
    "log",
  ],
  ...["result", "record", "entry", "event", "detail", "version", "schema", "field", "option", "metadata", "content"],
]);

function candidatesOf(operation: Operation, { nouns, verb, by, version }: Subject): Candidate[] {
  const tail = [...verb, ...(by.length > 0 ? ["by", ...by] : [])];
  const noun = joined(short(nouns));
  const owned = joined(nouns.filter((each, index) => each.hasValue || index === nouns.length - 1));
  const whole = joined(nouns);
  const values = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map(([, value = ""]) => wordsOf(value));
  const last = values.at(-1) ?? [];
  const named = wordsOf(operation.operationId ?? "");
  return [
    { noun, tail },
    { noun: owned, tail },
    { noun: whole, tail },
    ...(by.length === 0 && last.length > 0 ? [{ noun: whole, tail: [...tail, "by", ...last] }] : []),
    ...(version.length > 0 ? [{ noun: whole, tail: [...tail, ...version] }] : []),
    ...(named.length > 1 ? [{ noun: named, tail: [] }] : []),
    { noun: whole, tail: [...tail, operation.method.toLowerCase()] },
  ].filter((candidate) => candidate.noun.length + candidate.tail.length > 0);
}

/** The outermost thing that a value follows; without any, what the operation is about. */
function resourceOf(nouns: readonly Noun[], noun: string[]): string[] {
  const [last, before] = [nouns.at(-1), nouns.at(-2)];
  const own = last !== undefined && before !== undefined && isWeak(last) ? before : last;
  const resource = nouns.find(({ hasValue }) => hasValue) ?? own;
  return resource?.words.every((word) => noun.includes(word)) ? resource.words : noun;
}

function isWeak({ words }: Noun): boolean {
  return words.every((word) => WEAK.has(word));
}

/** The last noun with what it belongs to, or, where it means nothing by itself, with what stands before it. */
function short(nouns: readonly Noun[]): Noun[] {
  const last = nouns.at(-1);
  const before = nouns.at(-2);
  if (last === undefined) return [];
  return before !== undefined && (before.hasValue || isWeak(last)) ? [before, last] : [last];
}

/** All words of the nouns; `ticket` before `ticket comment` is said once. */
function joined(nouns: readonly Noun[]): string[] {
  return nouns.reduce<string[]>((words, noun) => {
    const isSaid = words.length > 0 && words.every((word, index) => noun.words[index] === word);
    return isSaid ? noun.words : [...words, ...noun.words];
  }, []);
}

function candidateAt({ candidates, level }: Contender): Candidate {
  return candidates[Math.min(level, candidates.length - 1)] ?? { noun: ["api"], tail: ["call"] };
}

/** Lets those of one name say more, until all differ or have said everything. */
function settle(contenders: readonly Contender[]): void {
  for (let round = 0; round < 12; round++) {
    const groups = Map.groupBy(contenders, (contender) => {
      const { noun, tail } = candidateAt(contender);
      return kebab([...noun, ...tail]);
    });
    let isSettled = true;
    for (const group of groups.values()) {
      if (group.length === 1) continue;
      const fewest = Math.min(...group.map(lengthOf));
      const shortest = group.filter((contender) => lengthOf(contender) === fewest);
      for (const contender of group) {
        if ((shortest.length === 1 && contender === shortest[0]) || contender.level >= contender.candidates.length - 1)
          continue;
        contender.level += 1;
        isSettled = false;
      }
    }
    if (isSettled) return;
  }
}

function lengthOf({ operation }: Contender): number {
  return operation.path.split("/").length;
}

/** The command begins with the integration's name already. */
function withoutName(noun: readonly string[], name: string): string[] {
  const words = name.split("-");
  const begins = noun.length > words.length && words.every((word, index) => noun[index] === word);
  return begins ? noun.slice(words.length) : [...noun];
}

function kebab(words: readonly string[]): string {
  return words.join("-").slice(0, LONGEST).replace(/-+$/, "");
}
