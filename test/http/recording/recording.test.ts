import { expect } from "chai";
import fc from "fast-check";
import { parseRecording } from "../../../src/http/recording/recording.ts";
import { recordingOf } from "./taped.ts";

describe("a value that should be a recording", () => {
  const good = () => recordingOf({ request: { method: "GET", path: "/a" }, body: { b: 1 } });
  const faultsOf = (value: unknown) => {
    const parsed = parseRecording(value);
    return "faults" in parsed ? parsed.faults : [];
  };
  const with_ = (change: object) => ({ ...good(), ...change });
  const withExchange = (change: object) => ({ ...good(), exchanges: [{ ...good().exchanges[0], ...change }] });
  const withAnswer = (change: object) => withExchange({ answer: { status: 200, headers: {}, ...change } });

  it("is one when everything is as it should be", () => {
    const full = {
      ...good(),
      incident: { id: "1" },
      context: { A: [{ b: null }] },
      exchanges: [
        ...good().exchanges,
        {
          at: "2026-01-01T00:00:00.000Z",
          ms: 0,
          request: { method: "POST", path: "/", query: { a: ["", "b"] }, body: null },
          answer: { status: 201, headers: { etag: "" }, base64: "AAE=", truncated: true },
        },
        { at: "2026-01-01", ms: 2.5, request: { method: "GET", path: "/" }, answer: { fault: "ECONNRESET" } },
      ],
    };
    expect(parseRecording(full)).to.deep.equal({ recording: full });
  });

  it("may say less than is written: no parameters, no headers, a query's only value", () => {
    const { params, ...rest } = good();
    expect(params).to.deep.equal({});
    const parsed = parseRecording({
      ...rest,
      unknown: true,
      exchanges: [
        {
          at: "2026-01-01",
          ms: 1,
          request: { method: "GET", path: "/", query: { a: "b" } },
          answer: { status: 200, headers: { "Content-Type": "text/plain" }, body: "x" },
        },
        { at: "2026-01-01", ms: 1, request: { method: "GET", path: "/" }, answer: { status: 204 } },
      ],
    });
    expect("recording" in parsed && parsed.recording.params).to.deep.equal({});
    expect(
      "recording" in parsed && parsed.recording.exchanges.map(({ request: { query }, answer }) => [query, answer]),
    ).to.deep.equal([
      [{ a: ["b"] }, { status: 200, headers: { "content-type": "text/plain" }, body: "x" }],
      [undefined, { status: 204, headers: {} }],
    ]);
  });

  it("is refused with everything that is wrong with it", () => {
    expect(faultsOf("x")).to.deep.equal(["it is no JSON object"]);
    expect(faultsOf({})).to.deep.equal(["soarkit must be 1, the version of this format, not null"]);
    expect(faultsOf(with_({ soarkit: 2 }))).to.deep.equal(["soarkit must be 1, the version of this format, not 2"]);
    expect(
      faultsOf({
        soarkit: 1,
        command: "",
        args: [],
        recordedAt: "noon",
        params: 1,
        incident: 2,
        context: null,
        exchanges: {},
      }),
    ).to.deep.equal([
      "command must be a text",
      "args must be an object",
      "recordedAt must be a time such as 2026-03-01T12:00:00Z",
      "params must be an object",
      "incident must be an object",
      "context must be an object",
      "exchanges must be a list",
    ]);
    expect(faultsOf(with_({ exchanges: [1] }))).to.deep.equal([
      "exchanges[0] must be an object",
      "exchanges[0].at must be a text",
      "exchanges[0].ms must be a number, not below 0",
      "exchanges[0].request must be an object",
      "exchanges[0].request.path must be a text",
      "exchanges[0].request.method must be a text",
      "exchanges[0].answer must be an object",
      "exchanges[0].answer.status must be a number, not below 0",
      "exchanges[0].answer.status must be a status from 100 to 599",
    ]);
    expect(faultsOf(withExchange({ request: { method: "GET", path: "a", query: { b: [1], c: 2 } } }))).to.deep.equal([
      "exchanges[0].request.path must begin with a slash",
      "exchanges[0].request.query.b must be a text",
      "exchanges[0].request.query.c must be a text",
    ]);
    expect(
      faultsOf(withAnswer({ status: 99.5, headers: { a: 1 }, body: 1, base64: "?", truncated: false })),
    ).to.deep.equal([
      "exchanges[0].answer.status must be a status from 100 to 599",
      "exchanges[0].answer.truncated must be true, or left out",
      "exchanges[0].answer has both body and base64",
      "exchanges[0].answer.headers.a must be a text",
      "exchanges[0].answer.base64 must be base64",
    ]);
    expect(faultsOf(withAnswer({ fault: 1 }))).to.deep.equal(["exchanges[0].answer.fault must be a text"]);
    expect(faultsOf(with_({ exchanges: Array(100).fill(1) }))).to.have.length(20);
  });

  it("must not reach into prototypes where handlers are given it", () => {
    const hostile = JSON.parse('[{ "__proto__": 1 }]') as object;
    expect(faultsOf(with_({ args: { a: hostile } }))).to.deep.equal([
      "args has a key that is not allowed (__proto__, constructor or prototype)",
    ]);
    expect(faultsOf(withAnswer({ body: hostile }))).to.deep.equal([]);
  });

  it("is refused when it is nested without end", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    expect(faultsOf(with_({ args: { deep } }))).to.deep.equal(["it is nested deeper than 200 levels"]);
  });

  it("never makes the check fail", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseRecording(value)).to.have.property("faults");
      }),
    );
    const shapes = fc.record({
      soarkit: fc.constant(1),
      command: fc.jsonValue(),
      args: fc.jsonValue(),
      recordedAt: fc.jsonValue(),
      exchanges: fc.array(fc.record({ request: fc.jsonValue(), answer: fc.jsonValue() })),
    });
    fc.assert(
      fc.property(shapes, (value) => {
        expect(parseRecording(value)).to.be.an("object");
      }),
    );
  });
});
