import { expect } from "chai";
import { isWorthRepeating, outcomeOf } from "../../src/dispatch/outcome.ts";
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
  StoreError,
  TimeoutError,
  UnexpectedError,
  type SoarError,
} from "../../src/errors.ts";

describe("the outcome of a write that ended with an error", () => {
  const cases: [SoarError, "failed" | "unknown", boolean][] = [
    [new ApiError("", "", { status: 400, body: "" }), "failed", true],
    [new ApiError("", "", { status: 499, body: "" }), "failed", true],
    [new ApiError("", "", { status: 408, body: "" }), "unknown", true],
    [new ApiError("", "", { status: 500, body: "" }), "unknown", true],
    [new ApiError("", "", { status: 200, body: "not JSON" }), "unknown", true],
    [new RateLimitError("", ""), "failed", true],
    [new NotFoundError("", ""), "failed", true],
    [new CredentialsError("", ""), "failed", false],
    [new ArgumentError("", ""), "failed", false],
    [new ParameterError("", ""), "failed", false],
    [new ManifestError("", ""), "failed", false],
    [new NetworkError("", ""), "unknown", true],
    [new TimeoutError("", ""), "unknown", true],
    [new StoreError("", ""), "unknown", true],
    [new UnexpectedError("", ""), "unknown", true],
    [new InterruptedError("", ""), "unknown", false],
  ];
  for (const [error, outcome, mayRepeat] of cases) {
    const status = error instanceof ApiError ? ` ${error.status}` : "";
    it(`is ${outcome} after ${error.name}${status}, which ${mayRepeat ? "may" : "will not"} pass by itself`, () => {
      expect(outcomeOf(error)).to.equal(outcome);
      expect(isWorthRepeating(error)).to.equal(mayRepeat);
    });
  }
});
