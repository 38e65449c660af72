import { expect } from "chai";
import fc from "fast-check";
import { createLongListReader, type LongList } from "../../src/http/long-list.ts";

/** What a reader makes of a text that comes in pieces of so many letters; an element is kept with its JSON. */
function read(text: string, { size = text.length, each = kept }: { size?: number; each?: LongList["each"] } = {}) {
  const reader = createLongListReader({ key: "items", each });
  for (let at = 0; at < text.length; at += size) reader.add(text.slice(at, at + size));
  return reader.end();
}

const kept = (element: unknown, json: string) => ({ element, json });

describe("An answer's long list", () => {
  it("has each of its elements with its JSON, in however many pieces it comes", () => {
    const text = '{"total":3,"items":[{"id":1,"a":"},{"},{"id":2},{"id":3,"b":[{"id":4},{"id":5}]}],"next":null}';
    for (let size = 1; size <= text.length; size += 1) {
      expect(read(text, { size }).value(), String(size)).to.deep.equal({
        total: 3,
        items: [
          { element: { id: 1, a: "},{" }, json: '{"id":1,"a":"},{"}' },
          { element: { id: 2 }, json: '{"id":2}' },
          { element: { id: 3, b: [{ id: 4 }, { id: 5 }] }, json: '{"id":3,"b":[{"id":4},{"id":5}]}' },
        ],
        next: null,
      });
    }
  });

  it("is what parsing the whole gives, for any answer, pieces and spaces", () => {
    const element = fc.oneof(
      { weight: 4, arbitrary: fc.record({ id: fc.nat(), more: fc.jsonValue({ maxDepth: 3 }) }) },
      { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    );
    const nested = fc.record({ id: fc.nat(), items: fc.array(fc.record({ id: fc.nat() })) });
    const answer = fc.tuple(
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
      fc.oneof(fc.array(fc.oneof(element, nested)), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
    );
    fc.assert(
      fc.property(answer, fc.nat(60), fc.constantFrom(undefined, 1), ([before, items, after], size, space) => {
        const text = JSON.stringify({ ...before, items, ...after }, null, space);
        const found = read(text, { size: size + 1, each: (value) => value });
        expect(found.value()).to.deep.equal(JSON.parse(text));
        expect(found.text()).to.equal(text);
      }),
      { numRuns: 500 },
    );
  });

  it("is parsed as it comes, not at the end", () => {
    const seen: unknown[] = [];
    const reader = createLongListReader({ key: "items", each: (element) => seen.push(element) });
    reader.add('{"items":[{"id":1},{"id":2},{"id"');
    expect(seen).to.deep.equal([{ id: 1 }]);
    reader.add(":3},");
    expect(seen).to.deep.equal([{ id: 1 }, { id: 2 }]);
    expect(reader.end().text()).to.equal('{"items":[{"id":1},{"id":2},{"id":3},');
    const within: unknown[] = [];
    const other = createLongListReader({ key: "items", each: (element) => within.push(element) });
    other.add('{"items":[{"id":1,"of":[{"x":0},{"id":5}]},{"id":2');
    expect(within).to.deep.equal([{ id: 1, of: [{ x: 0 }, { id: 5 }] }]);
  });

  it("has JSON on one line, with no escape that hides a letter", () => {
    const given = [
      String.raw`{"id":"a\/b"}`,
      String.raw`{"id":"\u0061"}`,
      String.raw`{"id":"c:\\users"}`,
      String.raw`{"id":"\\\u0061\n"}`,
      '{"id":\n1}',
      '{"id":\r1}',
    ];
    const { items } = read(`{"items":[${given.join(",")}]}`).value() as { items: { json: string }[] };
    expect(items.map(({ json }) => json)).to.deep.equal([
      '{"id":"a/b"}',
      '{"id":"a"}',
      String.raw`{"id":"c:\\users"}`,
      String.raw`{"id":"\\a\n"}`,
      '{"id":1}',
      '{"id":1}',
    ]);
  });

  it("is taken as a whole where it cannot be cut", () => {
    const nested = Array.from({ length: 40 }, () => '{"id":1}').join(",");
    for (const text of [
      `{"items":[{"id":1,"of":[${nested}]},{"id":2}]}`,
      `{"items":[{"id":1},{"id":2,"of":[[${nested}]]}]}`,
      '{"items":[{"id":1},{"other":2}]}',
      '{"items":[{"id":1},2,null]}',
      '{"in":{"items":[{"id":1}]},"items":[{"id":2}]}',
      '{"items":[{"id":1}],"items":[{"id":2}]}',
      '{"items":[],"in":{"items":[{"id":1}]}}',
      '{"items":[{}]}',
      '{"items":[]}',
      '{"items":{}}',
      '[{"items":[{"id":1}]}]',
      `{"items":[{"id":"${"x".repeat(1_100_000)}"},{"id":2}]}`,
    ]) {
      const found = read(text, { each: (value) => value, size: 300_000 });
      expect(found.value(), text.slice(0, 80)).to.deep.equal(JSON.parse(text));
    }
  });

  it("is no JSON where the whole is none, and is kept as it came", () => {
    for (const text of [
      "",
      "<p>",
      '{"items":[{"id":1},{"id":2}',
      '{"items":[{"id":1},{"id":2}]',
      '{"items":[{"id":1}]}}',
    ]) {
      const found = read(text);
      expect(() => found.value(), text).to.throw(SyntaxError);
      expect(found.text()).to.equal(text);
    }
  });

  it("fails with what its reader fails with", () => {
    const failure = new Error("no");
    const each = (element: unknown) => {
      if ((element as { id: number }).id === 2) throw failure;
    };
    const found = read('{"items":[{"id":1},{"id":2},{"id":3}]}', { each, size: 5 });
    expect(() => found.value()).to.throw(failure);
    expect(() => read('{"items":[{"id":2}]}', { each }).value()).to.throw(failure);
    let calls = 0;
    const once = () => {
      if ((calls += 1) === 1) throw failure;
    };
    expect(() => read('{"items":[{"id":1},{"id":2}]}', { each: once }).value()).to.throw(failure);
  });
});
