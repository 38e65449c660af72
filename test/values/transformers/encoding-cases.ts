import type { Cases } from "./apply.ts";

export const encodingCases: Cases = {
  Stringify: [
    [{ a: [1] }, {}, '{"a":[1]}'],
    ["a", {}, "a"],
    [undefined, {}, undefined],
  ],
  ParseJSON: [
    ['{"a":1}', {}, { a: 1 }],
    [["1", "[2,3]"], {}, [1, 2, 3]],
  ],
  URLDecode: [
    ["a%20b%C3%A9", {}, "a bé"],
    ["100%", {}, "100%"],
    ["%ff", {}, "\ufffd"],
  ],
  Base64Decode: [
    ["aGk=", {}, "hi"],
    ["aGk", {}, "hi"],
  ],
};
