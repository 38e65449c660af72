import type { Cases } from "./apply.ts";

export const textCases: Cases = {
  toLowerCase: [[["A", "b"], {}, ["a", "b"]]],
  toUpperCase: [["a1", {}, "A1"]],
  trim: [[" a ", {}, "a"]],
  concat: [
    [["a", 1], { prefix: "<", suffix: ">" }, ["<a>", "<1>"]],
    ["a", {}, "a"],
  ],
  replace: [
    ["a-b-c", { toReplace: "-", replaceWith: "+" }, "a+b+c"],
    ["a-b-c", { toReplace: "-", replaceWith: "+", limit: "1" }, "a+b-c"],
    ["a-b-c", { toReplace: "-", limit: -1 }, "abc"],
    ["a.b", { toReplace: "." }, "ab"],
  ],
  split: [
    ["a,b", {}, ["a", "b"]],
    [["a|b", "c"], { delimiter: "|" }, ["a", "b", "c"]],
  ],
  splitAndTrim: [["a , b", { delimiter: "," }, ["a", "b"]]],
  Cut: [
    ["a-b-c", { delimiter: "-", fields: "3,1" }, "c-a"],
    ["a b", { delimiter: " ", fields: "2" }, "b"],
  ],
  substring: [
    ["hello", { from: 1 }, "ello"],
    ["hello", { from: "1", to: "3" }, "el"],
  ],
  substringFrom: [
    ["a=b=c", { from: "=" }, "b=c"],
    ["abc", { from: "=" }, "abc"],
  ],
  substringTo: [
    ["a=b=c", { to: "=" }, "a"],
    ["abc", { to: "=" }, "abc"],
  ],
  StripChars: [["--a-b--", { chars: "-" }, "a-b"]],
  PadZeros: [
    [7, { length: 3 }, "007"],
    ["1234", { length: "3" }, "1234"],
  ],
};
