// Lays code out as prettier does: what fits into a line stands on one, what does not is broken at its outermost group.

/** A piece of code that knows where it may be broken. */
export type Doc = string | readonly Doc[] | Line | Indent | Group | IfBroken;

interface Line {
  kind: "line";
  /** What it is when it is not broken. */
  flat: string;
  isHard: boolean;
}

interface Indent {
  kind: "indent";
  content: Doc;
}

interface Group {
  kind: "group";
  content: Doc;
  isBroken: boolean;
}

interface IfBroken {
  kind: "ifBroken";
  broken: string;
}

/** A space, or a new line. */
export const line: Doc = { kind: "line", flat: " ", isHard: false };
/** Nothing, or a new line. */
export const softline: Doc = { kind: "line", flat: "", isHard: false };
export const hardline: Doc = { kind: "line", flat: "", isHard: true };
/** The comma after the last of several on lines of their own. */
export const trailingComma: Doc = { kind: "ifBroken", broken: "," };

export function indent(...content: Doc[]): Doc {
  return { kind: "indent", content };
}

/** Broken at all of its lines, or at none. */
export function group(...content: Doc[]): Doc {
  return { kind: "group", content, isBroken: holdsHardline(content) };
}

/** Only where the group around it is broken. */
export function ifBroken(broken: string): Doc {
  return { kind: "ifBroken", broken };
}

export function join(separator: Doc, parts: readonly Doc[]): Doc {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

/** The text of a piece of code, with a line's end after it. */
export function print(doc: Doc): string {
  let text = "";
  let column = 0;
  const stack: Step[] = [{ by: 0, isFlat: false, doc }];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { by, isFlat, doc: each } = step;
    if (typeof each === "string") {
      text += each;
      column += each.length;
    } else if (isList(each)) for (const part of each.toReversed()) stack.push({ by, isFlat, doc: part });
    else if (each.kind === "indent") stack.push({ by: by + 2, isFlat, doc: each.content });
    else if (each.kind === "ifBroken") {
      const shown = isFlat ? "" : each.broken;
      text += shown;
      column += shown.length;
    } else if (each.kind === "group") {
      const flat = { by, isFlat: true, doc: each.content };
      stack.push(!each.isBroken && (isFlat || fits(flat, stack, WIDTH - column)) ? flat : { ...flat, isFlat: false });
    } else if (isFlat && !each.isHard) {
      text += each.flat;
      column += each.flat.length;
    } else {
      text = `${text.replace(/ +$/, "")}\n${" ".repeat(by)}`;
      column = by;
    }
  }
  return `${text.replaceAll(/^ +$/gm, "").trimEnd()}\n`;
}

// --- internal ---

const WIDTH = 120;

interface Step {
  by: number;
  isFlat: boolean;
  doc: Doc;
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

function holdsHardline(doc: Doc): boolean {
  if (typeof doc === "string") return false;
  if (isList(doc)) return doc.some(holdsHardline);
  if (doc.kind === "line") return doc.isHard;
  if (doc.kind === "group") return doc.isBroken;
  return doc.kind === "indent" && holdsHardline(doc.content);
}

/** Whether a flat piece fits, with all that follows it up to the next place where the line may end. */
function fits(first: Step, after: readonly Step[], width: number): boolean {
  let left = width;
  const stack: Step[] = [first];
  let rest = after.length;
  while (left >= 0) {
    let step = stack.pop();
    if (step === undefined) {
      rest -= 1;
      step = after[rest];
      if (step === undefined) return true;
    }
    const { isFlat, doc } = step;
    if (typeof doc === "string") left -= doc.length;
    else if (isList(doc)) for (const part of doc.toReversed()) stack.push({ ...step, doc: part });
    else if (doc.kind === "indent") stack.push({ ...step, doc: doc.content });
    else if (doc.kind === "ifBroken") left -= isFlat ? 0 : doc.broken.length;
    else if (doc.kind === "group") stack.push({ ...step, isFlat: isFlat && !doc.isBroken, doc: doc.content });
    else if (isFlat && !doc.isHard) left -= doc.flat.length;
    else return true;
  }
  return false;
}
