import { expect } from "chai";
import fc from "fast-check";
import { framesOf, type SyslogHeader } from "../../../../src/events/sinks/syslog/frames.ts";
import { messagesIn } from "./receiver.ts";

describe("framesOf", () => {
  const header: SyslogHeader = {
    facility: 16,
    severity: 6,
    host: "collector-1",
    app: "soarkit",
    process: "4711",
    stream: "file-events",
  };
  const at = Date.UTC(2026, 0, 5, 12, 0, 0, 7);

  it("writes a message of RFC 5424 with its length in front", () => {
    const [bytes] = framesOf([{ id: "e1", at, line: '{"a":1}' }], header);
    const message =
      "<134>1 2026-01-05T12:00:00.007Z collector-1 soarkit 4711 file-events " +
      '[soarkit@32473 _id="e1" stream="file-events"] {"a":1}';
    expect(bytes?.toString()).to.equal(`${message.length} ${message}`);
  });

  it("begins a text that is not ASCII with the byte order mark, and counts bytes", () => {
    const [bytes = Buffer.alloc(0)] = framesOf([{ id: "e1", at, line: '{"a":"é😀"}' }], header);
    const [, length = ""] = /^(\d+) /u.exec(bytes.toString()) ?? [];
    expect(bytes.length).to.equal(length.length + 1 + Number(length));
    expect(bytes.toString("latin1").endsWith('"] \xef\xbb\xbf{"a":"\xc3\xa9\xf0\x9f\x98\x80"}')).to.equal(true);
  });

  it("says nothing where it knows nothing, and cuts what is too long", () => {
    const long = { ...header, host: "", app: "a".repeat(60), process: "two words", stream: "s".repeat(50) };
    const [bytes = Buffer.alloc(0)] = framesOf([{ id: "e1", at, line: "{}" }], long);
    const [message] = messagesIn(bytes);
    expect(message).to.include({ host: "-", app: "a".repeat(48), process: "two_words", id: "s".repeat(32) });
    expect(message?.data).to.deep.equal({ "soarkit@32473": { _id: "e1", stream: "s".repeat(50) } });
  });

  it("gives pieces of a bounded size, each of whole messages, and none for no events", () => {
    const events = Array.from({ length: 10 }, (_, index) => ({ id: `e${index}`, at, line: `"${"x".repeat(100)}"` }));
    const pieces = [...framesOf(events, header, 500)];
    expect(pieces.map((piece) => messagesIn(piece).length)).to.deep.equal([3, 3, 3, 1]);
    expect([...framesOf([], header)]).to.deep.equal([]);
  });

  it("gives back every id and text to a strict reader", () => {
    const texts = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(fc.array(fc.record({ id: texts, value: texts })), texts, (given, stream) => {
        const events = given.map(({ id, value }) => ({ id, at, line: JSON.stringify(value) }));
        const messages = messagesIn(Buffer.concat([...framesOf(events, { ...header, stream })]));
        expect(messages.map(({ text }) => text)).to.deep.equal(events.map(({ line }) => line));
        const ids = messages.map(({ data }) => data["soarkit@32473"]?._id);
        expect(ids).to.deep.equal(given.map(({ id }) => id.toWellFormed().replaceAll(/\p{Cc}/gu, " ")));
      }),
    );
  });
});
