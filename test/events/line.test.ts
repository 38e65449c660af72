import { expect } from "chai";
import { ManifestError } from "../../src/errors.ts";
import { maskJson } from "../../src/dispatch/mask.ts";
import { toSentEvent, toSentEvents } from "../../src/events/line.ts";
import { createMask, Secret } from "../../src/secrets.ts";
import { JsonText, type JsonObject } from "../../src/json.ts";

const at = Date.parse("2026-01-01T00:00:00.000Z");

describe("the line of an event", () => {
  const mask = createMask([new Secret('hush"hush')]);
  const options = {
    eventType: "file",
    vendor: "acme",
    product: "things",
    mask,
    maskJson: (value: JsonObject) => maskJson(value, mask),
  };
  const lineOf = (event: JsonObject) => toSentEvent({ id: "a", at, event }, options).line;

  it("has the time, the id and where it is from in front of the event's own keys", () => {
    expect(toSentEvent({ id: "a", at, event: { x: 1 } }, options)).to.deep.equal({
      id: "a",
      at,
      line: '{"_time":"2026-01-01T00:00:00.000Z","_id":"a","_vendor":"acme","_product":"things","eventType":"file","x":1}',
    });
  });

  it("keeps a time and a type of the event's own, but never another id", () => {
    expect(lineOf({ _time: "then", eventType: "mine", _id: "b" })).to.equal(
      '{"_time":"then","_id":"a","_vendor":"acme","_product":"things","eventType":"mine"}',
    );
  });

  it("has nothing but that for an event without keys of its own", () => {
    expect(lineOf({})).to.equal(
      '{"_time":"2026-01-01T00:00:00.000Z","_id":"a","_vendor":"acme","_product":"things","eventType":"file"}',
    );
  });

  it("has labels in front of all else, and an event's own key in place of a label", () => {
    const labelled = { ...options, labels: { site: "east", x: "label" } };

    expect(toSentEvent({ id: "a", at, event: { y: 1 } }, labelled).line).to.equal(
      '{"site":"east","x":"label","_time":"2026-01-01T00:00:00.000Z","_id":"a","_vendor":"acme","_product":"things","eventType":"file","y":1}',
    );
    expect(JSON.parse(toSentEvent({ id: "a", at, event: { x: 1 } }, labelled).line)).to.include({ site: "east", x: 1 });
  });

  it("is one line for every reader", () => {
    const line = lineOf({ text: "a\nb\r\u2028c\u2029d" });

    expect(line).to.match(/"text":"a\\nb\\r\\u2028c\\u2029d"\}$/u);
    expect(JSON.parse(line)).to.have.property("text", "a\nb\r\u2028c\u2029d");
  });

  it("has no secret in it, and is JSON all the same", () => {
    const line = lineOf({ text: 'say hush"hush now', 'hush"hush': true });

    expect(JSON.parse(line)).to.include({ text: "say *** now", "***": true });
    expect(line).not.to.include("hush");
  });

  it("is the same for each of many events as for one, with a secret in some of them or in none", () => {
    const plain = Array.from({ length: 9 }, (_, n) => ({
      id: `e${n}`,
      at: at + n,
      event: { n, text: "50%25 \u2028" },
    }));
    const telling = [...plain, { id: "t", at, event: { text: 'say hush"hush' } }, { id: "hush%22hush", at, event: {} }];

    for (const events of [plain, telling]) {
      expect(toSentEvents(events, options)).to.deep.equal(events.map((event) => toSentEvent(event, options)));
    }
    expect(
      toSentEvents(telling, options)
        .map(({ line }) => line)
        .join("\n"),
    ).not.to.match(/hush/u);
    expect(toSentEvents([], options)).to.deep.equal([]);
  });

  it("has the JSON of an event kept as text as it is, and is the same as the object's", () => {
    const events: JsonObject[] = [
      { x: 1.5, text: 'say "this"\u2028' },
      {},
      { _time: "then", eventType: "mine", _id: "b" },
      { text: 'hush"hush', _id: "c" },
    ];
    for (const event of events) {
      const text = new JsonText(event, JSON.stringify(event));
      expect(toSentEvent({ id: "a", at, event: text }, options)).to.deep.equal(
        toSentEvent({ id: "a", at, event }, options),
      );
    }
    const exact = new JsonText({ big: 0, x: 1 }, '{"big":12345678901234567890,"x":1.0}');
    expect(toSentEvent({ id: "a", at, event: exact }, options).line).to.match(
      /,"big":12345678901234567890,"x":1\.0\}$/,
    );
  });

  for (const [what, broken] of [
    ["an empty id", { id: "", at, event: {} }],
    ["an id that is no text", { id: 7 as unknown as string, at, event: {} }],
    ["a time that is none", { id: "a", at: NaN, event: {} }],
    ["a time beyond those that there are", { id: "a", at: 1e16, event: {} }],
  ] as const) {
    it(`is refused for ${what}, which is the author's to mend`, () => {
      expect(() => toSentEvent(broken, options)).to.throw(ManifestError, "fetch-events gave");
    });
  }
});
