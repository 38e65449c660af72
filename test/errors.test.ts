import { expect } from "chai";
import {
  ApiError,
  ArgumentError,
  CredentialsError,
  InterruptedError,
  ManifestError,
  NetworkError,
  NotFoundError,
  ParameterError,
  RateLimitError,
  SinkError,
  StoreError,
  TimeoutError,
  toSoarError,
  UnexpectedError,
  type SoarError,
} from "../src/errors.ts";

describe("errors", () => {
  const answer = { status: 500, body: "" };
  const all: [SoarError, string, string, number][] = [
    [new ManifestError("m", "h"), "MANIFEST", "author", 2],
    [new ParameterError("m", "h"), "PARAMETER", "administrator", 2],
    [new CredentialsError("m", "h"), "CREDENTIALS", "administrator", 2],
    [new ArgumentError("m", "h"), "ARGUMENT", "analyst", 2],
    [new NotFoundError("m", "h"), "NOT_FOUND", "analyst", 2],
    [new ApiError("m", "h", answer), "API", "vendor", 3],
    [new RateLimitError("m", "h"), "RATE_LIMIT", "vendor", 3],
    [new NetworkError("m", "h"), "NETWORK", "administrator", 3],
    [new SinkError("m", "h"), "SINK", "administrator", 3],
    [new TimeoutError("m", "h"), "TIMEOUT", "analyst", 3],
    [new StoreError("m", "h"), "STORE", "administrator", 1],
    [new InterruptedError("m", "h"), "INTERRUPTED", "analyst", 130],
    [new UnexpectedError("m", "h"), "UNEXPECTED", "soarkit", 1],
  ];
  for (const [error, code, who, exitCode] of all) {
    it(`${error.name} has the code ${code}, is for the ${who}, and exits with ${exitCode}`, () => {
      expect([error.code, error.who, error.exitCode, error.message, error.hint]).to.deep.equal([
        code,
        who,
        exitCode,
        "m",
        "h",
      ]);
    });
  }

  it("wraps what is no SoarError once, and keeps it as the cause", () => {
    const thrown = new TypeError("x is not a function");
    const wrapped = toSoarError(thrown);
    expect(wrapped).to.be.instanceOf(UnexpectedError);
    expect(wrapped.message).to.equal("x is not a function");
    expect(wrapped.cause).to.equal(thrown);
    expect(toSoarError("a text").message).to.equal("a text");
    expect(toSoarError(wrapped)).to.equal(wrapped);
  });
});
