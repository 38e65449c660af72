import { expect } from "chai";
import { takeSystemArguments } from "../../src/dispatch/system-arguments.ts";
import { argument, command } from "./acme.ts";

const get = command("acme-get", { arguments: [argument("id")] });

describe("takeSystemArguments", () => {
  it("takes what every command takes out of the arguments", () => {
    const given = {
      id: "7",
      using: "a, b",
      "using-brand": ["Acme"],
      "using-category": "Cloud",
      "extend-context": "X=y",
      "ignore-outputs": "true",
      "raw-response": true,
      "debug-mode": "Yes",
      "retry-count": "3",
      "retry-interval": 2.5,
      "execution-timeout": "0.5",
      "auto-extract": "none",
    };
    expect(takeSystemArguments(given, get)).to.deep.equal({
      options: {
        using: ["a", "b"],
        usingBrand: ["Acme"],
        usingCategory: ["Cloud"],
        extendContext: "X=y",
        ignoreOutputs: true,
        rawResponse: true,
        debugMode: true,
        retryCount: 3,
        retryIntervalMs: 2500,
        timeoutMs: 500,
        autoExtract: "none",
      },
      rest: { id: "7" },
      faults: [],
    });
  });

  it("has defaults, and takes what is empty for not given", () => {
    const given = { id: "", using: "", "extend-context": null, "retry-count": {}, "ignore-outputs": [] };
    expect(takeSystemArguments(given, get)).to.deep.equal({
      options: { ignoreOutputs: false, rawResponse: false, debugMode: false, retryCount: 0, retryIntervalMs: 30_000 },
      rest: { id: "" },
      faults: [],
    });
  });

  it("leaves an argument to the command that declares it", () => {
    const own = command("acme-run", { arguments: [argument("execution-timeout")] });
    const { options, rest } = takeSystemArguments({ "execution-timeout": "soon" }, own);
    expect(rest).to.deep.equal({ "execution-timeout": "soon" });
    expect(options.timeoutMs).to.equal(undefined);
  });

  it("reports everything that is wrong", () => {
    const given = {
      using: { a: 1 },
      "using-brand": ["a", 1],
      "extend-context": 7,
      "ignore-outputs": "perhaps",
      "raw-response": 1,
      "retry-count": "-1",
      "retry-interval": "soon",
      "execution-timeout": 0,
      "auto-extract": "all",
    };
    expect(takeSystemArguments(given, get).faults).to.deep.equal([
      'using must be a name or a list of names, got {"a":1}.',
      'using-brand must be a name or a list of names, got ["a",1].',
      "extend-context must be a text, got 7.",
      'ignore-outputs must be true or false, got "perhaps".',
      "raw-response must be true or false, got 1.",
      'retry-count must be a whole number from 0 to 100, got "-1".',
      'retry-interval must be seconds above 0, at most 604800, got "soon".',
      "execution-timeout must be seconds above 0, at most 604800, got 0.",
      'auto-extract must be none, inline or outOfBand, got "all".',
    ]);
    expect(takeSystemArguments({ "retry-count": 101 }, get).faults).to.have.length(1);
    expect(takeSystemArguments({ "retry-count": [1] }, get).faults).to.have.length(1);
  });
});
