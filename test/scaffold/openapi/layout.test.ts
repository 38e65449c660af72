import { expect } from "chai";
import fc from "fast-check";
import { format } from "prettier";
import {
  call,
  docComment,
  importOf,
  keyOf,
  literal,
  member,
  object,
  quote,
} from "../../../src/scaffold/openapi/code.ts";
import { group, hardline, indent, line, print, softline } from "../../../src/scaffold/openapi/layout.ts";

const WIDE = "x".repeat(110);

describe("code", () => {
  it("stands on one line where it fits, and is broken at its outermost group where not", () => {
    expect(print(call("f", ["a", "b"]))).to.equal("f(a, b)\n");
    expect(print(call("f", [WIDE, "inner(a, b)"]))).to.equal(`f(\n  ${WIDE},\n  inner(a, b),\n)\n`);
    expect(print(object([{ key: "a", value: "1" }, "b"]))).to.equal("{ a: 1, b }\n");
    expect(print(object([{ key: "a", value: "a" }], true))).to.equal("{\n  a,\n}\n");
    expect(print(object([]))).to.equal("{}\n");
  });

  it("counts what follows a group on its line", () => {
    const head = group("{", indent(line, "a"), line, "}");
    expect(print([head, "y".repeat(115)])).to.equal(`{ a }${"y".repeat(115)}\n`);
    expect(print([head, "y".repeat(116)])).to.equal(`{\n  a\n}${"y".repeat(116)}\n`);
    expect(print([group("(", softline, ")"), hardline, "y".repeat(200)])).to.equal(`()\n${"y".repeat(200)}\n`);
  });

  it("leaves no spaces at the ends of lines", () => {
    expect(print(["a ", hardline, indent(hardline, hardline, "b"), hardline])).to.equal("a\n\n\n  b\n");
  });

  it("quotes texts and keys as prettier does", async () => {
    const texts = ["plain", 'say "x"', "it's", `both " and '`, "back\\slash", "new\nline", "\u2028", "`${x}`", ""];
    for (const text of texts) {
      const code = `const a = ${quote(text)};\n`;
      expect(await format(code, { parser: "typescript" }), text).to.equal(code);
    }
    expect([keyOf("a1"), keyOf("ünï"), keyOf("a-b"), keyOf("1a")]).to.deep.equal(["a1", "ünï", '"a-b"', '"1a"']);
    expect([member("a", "b"), member("a", "b-c", true)]).to.deep.equal(["a.b", 'a?.["b-c"]']);
  });

  it("has comments that their text cannot end", () => {
    expect(docComment("Ends */ here\nand goes on")).to.equal("/** Ends *\\/ here and goes on */");
  });

  it("is laid out as prettier does, for data of any kind", async () => {
    const name = fc.stringMatching(/^[a-z][a-z-]{0,12}$/);
    const scalar = fc.oneof(fc.string({ maxLength: 20 }), fc.boolean(), fc.integer(), fc.constant(null));
    const { any } = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: "medium" },
        scalar,
        fc.array(fc.string({ maxLength: 20 }), { maxLength: 8 }),
        fc.array(fc.dictionary(name, tie("any"), { minKeys: 2, maxKeys: 4, noNullPrototype: true }), { maxLength: 3 }),
        fc.dictionary(name, tie("any"), { maxKeys: 5, noNullPrototype: true }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(any, async (value) => {
        const code = print(["const value = ", literal(value), ";"]);
        expect(await format(code, { parser: "typescript", printWidth: 120 })).to.equal(code);
      }),
      { numRuns: 150 },
    );
  });

  it("imports on as many lines as it takes", () => {
    const names = Array.from({ length: 12 }, (_, index) => `someLongName${index}`);
    expect(print(importOf(["a", "type B"], "m"))).to.equal('import { a, type B } from "m";\n');
    expect(print(importOf(names, "m", true)).split("\n")).to.have.length(15);
  });
});
