import type { Cases } from "./apply.ts";

export const patternCases: Cases = {
  replaceMatch: [
    ["a1b22", { regex: "\\d+", replaceWith: "#" }, "a#b#"],
    ["john smith", { regex: "(\\w+) (\\w+)", replaceWith: "$2 ${1}" }, "smith john"],
    ["ABC", { regex: "(?i)b", replaceWith: "" }, "AC"],
  ],
  RegexReplace: [
    ["john smith", { regex: "(\\w+) (\\w+)", replace_with: "\\2 \\g<1>" }, "smith john"],
    ["A\nb", { regex: "a.b", replace_with: "x", ignore_case: true, period_matches_newline: true }, "x"],
  ],
  ReplaceMatchGroup: [
    ["id=12 id=34", { regex: "id=(\\d+)", replace_with: "*" }, "id=* id=*"],
    ["aXb", { regex: "X", replace_with: "-" }, "a-b"],
  ],
  RegexGroups: [
    ["k=v", { regex: "(\\w)=(\\w)" }, ["k", "v"]],
    ["k=v", { regex: "(\\w)=(\\w)", groups: "1" }, ["v"]],
    ["k=v", { regex: "(\\w)=(\\w)", keys: "key,value" }, { key: "k", value: "v" }],
    [
      "a=1 b=2",
      { regex: "(\\w)=(\\w)", keys: "k,v" },
      [
        { k: "a", v: "1" },
        { k: "b", v: "2" },
      ],
    ],
    ["none", { regex: "(\\d)" }, undefined],
  ],
  RegexExtractAll: [
    ["a1b22", { regex: "\\d+" }, ["1", "22"]],
    [
      "a1b2",
      { regex: "([a-z])(\\d)" },
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
    ["a1b2", { regex: "([a-z])(\\d)", unpack_matches: "true" }, ["a", "1", "b", "2"]],
    ["a1", { regex: "([a-z])\\d" }, ["a"]],
    ["none", { regex: "\\d" }, []],
    ["a\nb", { regex: "^b", multi_line: "true" }, ["b"]],
    ["x12", { regex: "(?P<number>\\d+)" }, ["12"]],
  ],
};
