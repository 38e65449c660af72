import { isRecord } from "../json.ts";

/** The list that makes up nearly all of an answer: its elements are parsed as they arrive, and need not be kept. */
export interface LongList {
  /** The key at the top of the answer that the list is at. */
  key: string;
  /**
   * What stands in the list for an element. `json` is the element's JSON, on one line and without an escape that
   * `JSON.stringify` would not make. May be called for an element twice; the later one counts.
   */
  each: (element: unknown, json: string) => unknown;
}

/** An answer of which a part may have been parsed already. */
export interface ReadAnswer {
  /**
   * Its value, with what stands for the list's elements.
   * @throws SyntaxError when it is no JSON · what `each` throws
   */
  value: () => unknown;
  /** As it came. */
  text: () => string;
}

/** Is given an answer's text, piece by piece. */
export interface LongListReader {
  add: (text: string) => void;
  end: () => ReadAnswer;
}

/**
 * Cuts the list where an element ends and one begins that has the same first key. Such a place may also be inside an
 * element; but a text that begins with an element and is JSON from there to the cut is that element, whole: JSON has no
 * value that another one begins with. What cannot be cut in this way is kept, and parsed as a whole at the end.
 */
export function createLongListReader({ key, each }: LongList): LongListReader {
  const beginning = `${JSON.stringify(key)}:[`;
  const elements: unknown[] = [];
  const texts: string[] = [];
  /** What stands before the list's bracket. */
  let head: string | undefined;
  /** What stands between two elements, and in it the beginning of the later one. */
  let cut = "";
  /** What is not yet cut; an element begins it once the list has begun. */
  let rest = "";
  /** How much of it has been looked at. */
  let seen = 0;
  let missed = 0;
  let isWhole = false;
  let failure: { error: unknown } | undefined;

  function begin(): void {
    const at = rest.indexOf(`${beginning}{`);
    if (at === -1) return;
    FIRST_KEY.lastIndex = at + beginning.length;
    const first = FIRST_KEY.exec(rest);
    if (!first) return;
    // Only then is it the key at the top.
    isWhole = !/^\s*\{[^{}[\]]*$/.test(rest.slice(0, at));
    head = rest.slice(0, at + beginning.length);
    rest = rest.slice(head.length);
    cut = `},${first[0]}`;
  }

  function isCut(): boolean {
    return head !== undefined && !isWhole;
  }

  function take(json: string): boolean {
    const element = parsed(json);
    if (element === undefined) return false;
    texts.push(json);
    elements.push(each(element.value, onOneLine(json, element.value)));
    return true;
  }

  function takeAll(): void {
    let start = 0;
    for (let at = rest.indexOf(cut, seen); at !== -1; at = rest.indexOf(cut, seen)) {
      if (take(rest.slice(start, at + 1))) start = at + 2;
      else missed += 1;
      seen = at + 1;
      isWhole = missed > MOST_MISSED;
      if (isWhole) break;
    }
    rest = rest.slice(start);
    seen = Math.max(0, rest.length - cut.length + 1);
  }

  function add(text: string): void {
    rest += text;
    if (isWhole || failure) return;
    try {
      if (head === undefined) begin();
      if (isCut()) takeAll();
      isWhole ||= rest.length > MOST_UNCUT;
    } catch (error) {
      failure = { error };
    }
  }

  /** What the answer is, made of its elements and what is around them. */
  function joined(): Record<string, unknown> | undefined {
    if (!isCut()) return undefined;
    let at = -1;
    for (let tries = 0; tries <= MOST_MISSED; tries += 1) {
      at = rest.indexOf("}]", at + 1);
      if (at === -1) return undefined;
      const [json, tail] = [rest.slice(0, at + 1), rest.slice(at + 1)];
      const last = parsed(json);
      if (last === undefined) continue;
      const around = parsed((head ?? "") + tail)?.value;
      // A second key of that name would win.
      if (!isRecord(around) || !Array.isArray(around[key]) || tail.includes(JSON.stringify(key))) return undefined;
      return { ...around, [key]: [...elements, each(last.value, onOneLine(json, last.value))] };
    }
    return undefined;
  }

  const text = () => [head ?? "", ...texts.map((element) => `${element},`), rest].join("");

  return {
    add,
    end: () => ({
      text,
      value() {
        if (failure) throw failure.error;
        return joined() ?? whole(JSON.parse(text()), { key, each });
      },
    }),
  };
}

// --- internal ---

/** An answer's first letters, or one element: with more than that in one piece, cutting it would gain nothing. */
const MOST_UNCUT = 1024 * 1024;

/** Elements that have such places inside them are cut at too great a cost. */
const MOST_MISSED = 16;

const FIRST_KEY = /\{"(?:[^"\\]|\\.)*":/y;

function parsed(json: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(json) };
  } catch {
    // It was cut within an element, or is damaged: the whole will tell.
    return undefined;
  }
}

function onOneLine(json: string, value: unknown): string {
  return isPlain(json) ? json : JSON.stringify(value);
}

function isPlain(json: string): boolean {
  if (json.includes("\n") || json.includes("\r")) return false;
  if (!json.includes("\\u") && !json.includes("\\/")) return true;
  // A backslash that is itself escaped escapes nothing.
  return /^(?:[^\\]|\\[^u/])*$/.test(json);
}

function whole(answer: unknown, { key, each }: LongList): unknown {
  if (!isRecord(answer) || !Array.isArray(answer[key])) return answer;
  const list: unknown[] = answer[key];
  return { ...answer, [key]: list.map((element) => each(element, JSON.stringify(element))) };
}
