import type { Cases } from "./apply.ts";

export const fieldCases: Cases = {
  getField: [
    [[{ a: 1 }, { a: 2 }, {}], { field: "a" }, [1, 2]],
    [{ a: { b: "x" } }, { field: "a.b" }, "x"],
  ],
  DT: [
    [{ a: [1, 2, 3] }, { dt: ".=val.a.length" }, 3],
    [{ a: "x" }, { dt: "${a}" }, "x"],
  ],
  WhereFieldEquals: [
    [
      [
        { t: "IP", v: "1" },
        { t: "URL", v: "2" },
      ],
      { field: "t", equalTo: "IP", getField: "v" },
      "1",
    ],
    [
      [
        { t: "IP", v: "1" },
        { t: "IP", v: "2" },
      ],
      { field: "t", equalTo: "IP", getField: "v" },
      '["1","2"]',
    ],
    [[{ t: "IP" }], { field: "t", equalTo: "X" }, "[]"],
    [[{ t: 1 }], { field: "t", equalTo: "1" }, "[]"],
    ['[{"t":"IP"}]', { field: "t", equalTo: "IP" }, { t: "IP" }],
  ],
  GetValuesOfMultipleFields: [
    [[{ a: 1, b: 2 }, { a: 3 }], { list: "a,b" }, [1, 3, 2]],
    [undefined, { key: [{ a: 1 }], list: ["a"] }, [1]],
    [{ a: 1 }, { list: "z" }, undefined],
  ],
  ConvertKeysToTableFieldFormat: [
    [[{ "File Name": "a", file_size: 2 }], {}, [{ filename: "a", filesize: 2 }]],
    [{ "A-B": 1, "--": 2 }, {}, [{ ab: 1 }]],
    ["text", {}, ["text"]],
  ],
};
