import type { Cases } from "./apply.ts";

export const listCases: Cases = {
  uniq: [
    [["a", "b", "a"], {}, ["a", "b"]],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      {},
      [{ a: 1, b: 2 }],
    ],
    [[1, "1"], {}, [1, "1"]],
    ["a", {}, ["a"]],
    [undefined, {}, undefined],
  ],
  append: [
    [["a"], { item: "b" }, ["a", "b"]],
    ["a", { item: ["b", "c"] }, ["a", "b", "c"]],
    [undefined, { item: "b" }, ["b"]],
  ],
  atIndex: [
    [["a", "b"], { index: "1" }, "b"],
    [["a", "b"], { index: -1 }, "b"],
    [["a"], { index: 5 }, undefined],
    ["a", { index: 0 }, "a"],
  ],
  count: [
    [["a", "b"], {}, 2],
    ["a", {}, 1],
    [undefined, {}, 0],
    [[], {}, 0],
  ],
  join: [
    [["a", 1, true], { separator: "-" }, "a-1-true"],
    [["a", "b"], {}, "ab"],
    [[{ a: 1 }, "b"], { separator: " " }, '{"a":1} b'],
    ["a", { separator: "," }, "a"],
  ],
  sort: [
    [[10, 9, 1], {}, [1, 9, 10]],
    [["10", "9", "1"], {}, ["1", "10", "9"]],
    [["b", "a"], { descending: "true" }, ["b", "a"]],
    [[1, 2], { descending: true }, [2, 1]],
  ],
  slice: [
    [["a", "b", "c"], { from: 1 }, ["b", "c"]],
    [["a", "b", "c"], { from: "0", to: "2" }, ["a", "b"]],
    [["a", "b", "c"], { from: -1 }, ["c"]],
  ],
  ReverseList: [[["a", "b"], {}, ["b", "a"]]],
  FirstArrayElement: [
    [["a", "b"], {}, "a"],
    ["a", {}, "a"],
  ],
  LastArrayElement: [
    [["a", "b"], {}, "b"],
    ["a", {}, "a"],
  ],
  GetFirstObject: [[[{ a: 1 }, { a: 2 }], {}, { a: 1 }]],
  SumList: [
    [["1", 2, 3.5], {}, 6.5],
    ["4", {}, 4],
  ],
  ProductJoin: [
    [["a", "b"], { list2: ["1", "2"] }, ["a=1", "a=2", "b=1", "b=2"]],
    ["a", { list2: "1", join: "" }, ["a1"]],
  ],
  SetIfEmpty: [
    [undefined, { defaultValue: "d" }, "d"],
    [null, { defaultValue: "d" }, "d"],
    ["", { defaultValue: "d" }, ""],
    ["", { defaultValue: "d", applyIfEmpty: "true" }, "d"],
    ["None", { defaultValue: "d", applyIfEmpty: true }, "d"],
    [[], { defaultValue: "d", applyIfEmpty: true }, "d"],
    ["a", { defaultValue: "d", applyIfEmpty: true }, "a"],
  ],
  ConvertToSingleElementArray: [
    ["a", {}, ["a"]],
    [["a", "b"], {}, ["a", "b"]],
  ],
  JoinIfSingleElementOnly: [
    [["a"], {}, "a"],
    [["a", "b"], {}, ["a", "b"]],
  ],
  ConvertAllExcept: [
    [["low", "high", "odd"], { convertTo: "medium", except: "low, high" }, ["low", "high", "medium"]],
    ["x", { convertTo: "medium", except: ["low"] }, "medium"],
  ],
  MapValuesTransformer: [
    ["HIGH", { input_values: "HIGH,LOW", mapped_values: "3, 1" }, "3"],
    [["HIGH", "ODD"], { input_values: '["HIGH"]', mapped_values: "[3]" }, [3, "ODD"]],
  ],
};
