import { expect } from "chai";

import { pdf } from "../../../../commands/_simulator/cases/pdf.ts";

function parts(lines: string[]) {
  const text = Buffer.from(pdf(lines)).toString("latin1");
  const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
  return { text, table, offsets };
}

describe("a PDF", () => {
  it("says where each of its objects begins", () => {
    const { text, table, offsets } = parts(["one", "two"]);
    expect(text).to.match(/^%PDF-1\.4\n/);
    expect(text.slice(table, table + 9)).to.equal("xref\n0 6\n");
    expect(offsets.map((offset) => text.slice(offset, offset + 7))).to.deep.equal(
      [1, 2, 3, 4, 5].map((number) => `${number} 0 obj`),
    );
  });

  it("says how long its text is", () => {
    const { text } = parts(["one"]);
    const [, length, content] = /<< \/Length (\d+) >>\nstream\n([^]*?)\nendstream/.exec(text) ?? [];
    expect(content).to.equal("BT /F1 10 Tf 14 TL 50 800 Td\n(one) '\nET");
    expect(Number(length)).to.equal(content?.length);
  });

  it("takes as many pages as its lines fill", () => {
    expect(parts([]).text).to.include("/Kids [4 0 R] /Count 1");
    expect(parts(Array<string>(52).fill("x")).text).to.include("/Count 1");
    expect(parts(Array<string>(53).fill("x")).text).to.include("/Kids [4 0 R 6 0 R] /Count 2");
  });

  it("breaks long lines", () => {
    expect(parts(["x".repeat(91)]).text).to.include(`(${"x".repeat(90)}) '\n(x) '`);
  });

  it("writes what would end a text as text, and what its font lacks as a question mark", () => {
    expect(parts(["a (b) \\ é € 😀"]).text).to.include("(a \\(b\\) \\\\ é ? ?) '");
  });
});
