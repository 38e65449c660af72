import type { Transformer } from "./transformer.ts";
import { dateTransformers } from "./transformers/dates.ts";
import { encodingTransformers } from "./transformers/encodings.ts";
import { fieldTransformers } from "./transformers/fields.ts";
import { listTransformers } from "./transformers/lists.ts";
import { numberTransformers } from "./transformers/numbers.ts";
import { patternTransformers } from "./transformers/patterns.ts";
import { textTransformers } from "./transformers/texts.ts";

const declared: Record<string, Transformer> = {
  ...listTransformers,
  ...fieldTransformers,
  ...textTransformers,
  ...patternTransformers,
  ...numberTransformers,
  ...dateTransformers,
  ...encodingTransformers,
};

/** The groups that XSOAR's editor puts before some names. */
const GROUPS: Record<string, readonly string[]> = {
  general: [
    ...["uniq", "atIndex", "join", "count", "Stringify", "ReverseList", "WhereFieldEquals", "append", "sort", "slice"],
    ...["getField", "FirstArrayElement", "LastArrayElement", "SetIfEmpty"],
  ],
  string: [
    ...["concat", "replaceMatch", "replace", "split", "splitAndTrim", "toLowerCase", "toUpperCase", "trim"],
    ...["substring", "substringFrom", "substringTo"],
  ],
  number: [
    ...["TimeStampToDate", "addition", "subtraction", "multiply", "division", "modulus"],
    ...["floor", "ceil", "round", "abs", "precision", "toPercent"],
  ],
  date: ["toUnix", "dateToString"],
};

/** Every transformer, by each of its names. */
export const transformers: ReadonlyMap<string, Transformer> = new Map([
  ...Object.entries(declared),
  ...Object.entries(GROUPS).flatMap(([group, names]) =>
    names.flatMap((name): [string, Transformer][] => {
      const transformer = declared[name];
      return transformer ? [[`${group}.${name}`, transformer]] : [];
    }),
  ),
]);
