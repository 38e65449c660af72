import type { PatternMatch } from "../../context/js/pattern.ts";
import { isUnsafeKey, type Json, type JsonObject } from "../../json.ts";
import { toText } from "../coerce.ts";
import { findPattern, type PatternFlags } from "../pattern.ts";
import type { Arguments, Transformer } from "../transformer.ts";
import { ValueError } from "../value-error.ts";

const FLAGS = { multi_line: "flag", ignore_case: "flag", period_matches_newline: "flag" } as const;

export const patternTransformers = {
  replaceMatch: {
    args: { regex: "text!", replaceWith: "text" },
    item: (item, args) => written(toText(item), args, "$", args.text("replaceWith")),
  },
  RegexReplace: {
    args: { regex: "text!", replace_with: "text", output_format: "text", ...FLAGS },
    item: (item, args) => written(toText(item), args, "\\", args.text("replace_with", args.text("output_format"))),
  },
  ReplaceMatchGroup: {
    args: { regex: "text!", replace_with: "text" },
    item: (item, args) => groupsReplaced(toText(item), args),
  },
  RegexGroups: {
    args: { regex: "text!", groups: "text", keys: "text", flags: "text" },
    item: (item, args) => regexGroups(toText(item), args),
  },
  RegexExtractAll: {
    args: { regex: "text!", error_if_no_match: "flag", unpack_matches: "flag", ...FLAGS },
    item: (item, args) => extractAll(toText(item), args),
  },
} satisfies Record<string, Transformer>;

// --- internal ---

function flagsOf(args: Arguments): PatternFlags {
  return {
    multiLine: args.flag("multi_line"),
    ignoreCase: args.flag("ignore_case"),
    dotAll: args.flag("period_matches_newline"),
  };
}

/** All matches, each beginning where the one before ended (one further after an empty one). */
function allMatches(text: string, args: Arguments): PatternMatch[] {
  const pattern = findPattern(args.text("regex"), flagsOf(args));
  const found: PatternMatch[] = [];
  let from = 0;
  while (from <= text.length) {
    const match = pattern.exec(text, from, args.space.machine);
    if (!match) break;
    found.push(match);
    from = match.end === match.index ? match.end + 1 : match.end;
  }
  return found;
}

/** The text with each match written anew; `$1` or `\1` in the template is a group of it. */
function written(text: string, args: Arguments, sign: "$" | "\\", template: string): string {
  let [result, done] = ["", 0];
  for (const match of allMatches(text, args)) {
    const whole = text.slice(match.index, match.end);
    result += text.slice(done, match.index) + args.charge(filled(template, sign, [whole, ...match.groups]));
    args.space.machine.text(result.length / 8);
    done = match.end;
  }
  return args.charge(result + text.slice(done));
}

function filled(template: string, sign: "$" | "\\", groups: readonly (string | undefined)[]): string {
  const references = sign === "$" ? /\$(?:(\d{1,2})|\{(\d{1,2})\})/gu : /\\(?:(\d{1,2})|g<(\d{1,2})>)/gu;
  return template.replace(references, (_whole, bare?: string, braced?: string) => groups[Number(bare ?? braced)] ?? "");
}

/** Of each match only its groups are written anew, or all of it where it has none. */
function groupsReplaced(text: string, args: Arguments): string {
  const by = args.text("replace_with");
  let [result, done] = ["", 0];
  for (const match of allMatches(text, args)) {
    const whole = text.slice(match.index, match.end);
    let [inner, from] = ["", 0];
    const groups = match.groups.length === 0 ? [whole] : match.groups;
    for (const group of groups) {
      const at = group === undefined || group === "" ? -1 : whole.indexOf(group, from);
      if (group === undefined || at < 0) continue;
      inner += whole.slice(from, at) + by;
      from = at + group.length;
    }
    result += text.slice(done, match.index) + args.charge(inner + whole.slice(from));
    done = match.end;
  }
  return args.charge(result + text.slice(done));
}

/** The groups of all matches, those chosen by number (counted from 0), or as an object by `keys`. */
function regexGroups(text: string, args: Arguments): Json | undefined {
  const chosen = numbersOf(args.text("groups"));
  const keys = args
    .text("keys")
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "" && !isUnsafeKey(key));
  const rows = allMatches(text, args).map(({ groups }) =>
    chosen.length === 0 ? groups : chosen.map((index) => groupAt(groups, index)),
  );
  if (keys.length === 0) {
    const values = rows.flat().map((each) => each ?? "");
    return values.length === 0 ? undefined : values;
  }
  const objects = rows.map((row): JsonObject =>
    Object.fromEntries(keys.map((key, index) => [key, row[index] ?? ""] as const)),
  );
  return objects.length <= 1 ? objects[0] : objects;
}

function groupAt(groups: readonly (string | undefined)[], index: number): string | undefined {
  if (index < groups.length) return groups[index];
  throw new ValueError(`RegexGroups has no group ${index}: the pattern has ${groups.length}.`, "Groups count from 0.");
}

function numbersOf(text: string): number[] {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const odd = parts.find((part) => !/^\d{1,4}$/u.test(part));
  if (odd === undefined) return parts.map(Number);
  throw new ValueError(`"${odd.slice(0, 20)}" is no number of a group.`, "Write them as 0,2.");
}

/** What is matched; of a pattern with groups, what they hold, as Python's `findall` gives it. */
function extractAll(text: string, args: Arguments): Json | undefined {
  const found = allMatches(text, args);
  if (found.length === 0 && args.flag("error_if_no_match")) {
    throw new ValueError("RegexExtractAll found no match.", "Correct the pattern, or leave error_if_no_match out.");
  }
  const values = found.flatMap(({ index, end, groups }): Json[] => {
    if (groups.length === 0) return [text.slice(index, end)];
    const held = groups.map((group) => group ?? "");
    return held.length === 1 || args.flag("unpack_matches") ? held : [held];
  });
  return values;
}
