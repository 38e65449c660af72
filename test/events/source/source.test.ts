import { expect } from "chai";
import fc from "fast-check";
import { ApiError, CredentialsError, RateLimitError, SinkError, UnexpectedError } from "../../../src/errors.ts";
import type { Source } from "../../../src/events/source/ports.ts";
import { failed, moved, streamFailed, submit, well, workingState } from "../../../src/events/source/source.ts";

const refused = new CredentialsError("The vendor does not accept the credentials (401).", "Check them.");
const down = new ApiError("503", "Try again later.", { status: 503, body: "" });
const busy = (seconds: number) => new RateLimitError(`429, wait ${String(seconds)} s`, "Try again later.");
const collecting: Source = {
  name: "eu",
  status: { state: "Collecting" },
  since: 1,
  faults: [],
  config: { name: "eu" },
  digest: "a",
  healthEvents: 0,
};
const same = { name: "eu", config: { name: "eu" }, digest: "a" };

function submitted(source: Source | undefined, given: Parameters<typeof submit>[1]): Source {
  const outcome = submit(source, given, 9);
  if ("held" in outcome) throw new Error("it is held");
  expect(outcome.health).to.deep.equal([]);
  return outcome.source;
}

describe("submit", () => {
  it("creates a source", () => {
    expect(submitted(undefined, same)).to.deep.equal({ ...collecting, status: { state: "Pending" }, since: 9 });
  });

  it("starts one anew that worked, or was tried again, and keeps what it was", () => {
    const waiting = failed(collecting, down, 5).source;

    expect(submitted(collecting, { ...same, digest: "b" })).to.deep.equal({
      ...collecting,
      status: { state: "Pending" },
      since: 9,
      digest: "b",
    });
    expect(submitted(waiting, same)).to.deep.include({ status: { state: "Pending" }, faults: waiting.faults });
  });

  it("holds one whose configuration was found wrong until it has been changed", () => {
    const wrong = failed(collecting, refused, 5).source;

    expect(submit(wrong, same, 9)).to.deep.equal({ held: wrong.faults[0] });
    expect(submitted(wrong, { ...same, digest: "b" }).status).to.deep.equal({ state: "Pending" });
    expect(submitted(wrong, { ...same, isUpdated: true }).status).to.deep.equal({ state: "Pending" });
  });
});

describe("moved", () => {
  it("notes since when", () => {
    expect(moved(collecting, { on: "restarted" }, 7)).to.deep.include({ status: { state: "Pending" }, since: 7 });
  });

  it("refuses what the table does not hold, and to be gone", () => {
    expect(() => moved(collecting, { on: "polled" }, 7)).to.throw(UnexpectedError, "cannot be polled");
    expect(() => moved({ ...collecting, status: { state: "Stopping" } }, { on: "stopped" }, 7)).to.throw(
      UnexpectedError,
      "is gone once it is stopped",
    );
  });
});

describe("failed", () => {
  it("puts the source in error, and makes a health event of it", () => {
    const { source, health } = failed(collecting, refused, 5);
    const fault = {
      n: 1,
      type: "ThirdPartyConfig" as const,
      code: "CREDENTIALS",
      message: "The vendor does not accept the credentials (401).",
      hint: "Check them.",
      at: 5,
      lastAt: 5,
      count: 1,
    };

    expect(source.status).to.deep.equal({ state: "Error", type: "ThirdPartyConfig", resumes: "Collecting" });
    expect(source.faults).to.deep.equal([fault]);
    expect(health).to.deep.equal([{ ...fault, source: "eu", name: "ThirdPartyConfigError" }]);
    expect(workingState(source)).to.equal("Collecting");
  });

  it("keeps what the vendor said", () => {
    const said = new CredentialsError('401: {"error":"invalid_client"}.', "Check.");
    const error = new CredentialsError("There is no token.", "Check the secret.", { cause: said });

    expect(failed(collecting, error, 5).source.faults[0]?.message).to.equal(
      'There is no token. 401: {"error":"invalid_client"}.',
    );
  });

  it("only counts the same again, whatever its words", () => {
    const once = failed(collecting, busy(10), 5).source;
    const { source, health } = failed(moved(once, { on: "retried" }, 6), busy(30), 7);

    expect(health).to.have.length(1);
    expect(health[0]).to.include({ n: 1, at: 5, lastAt: 7, count: 2, message: "429, wait 30 s" });
    expect(source.healthEvents).to.equal(1);
  });

  it("ends one trouble when another takes its place", () => {
    const once = failed(collecting, busy(10), 5).source;
    const { source, health } = failed(moved(once, { on: "retried" }, 6), new SinkError("Full.", "Look."), 7);

    expect(health.map(({ n, name, recoveredAt }) => [n, name, recoveredAt])).to.deep.equal([
      [1, "ThirdPartyGenericError", 7],
      [2, "FirstPartyGenericError", undefined],
    ]);
    expect(source.faults.map(({ n }) => n)).to.deep.equal([2]);
  });
});

describe("streamFailed and well", () => {
  it("keep the source as it is, and tell streams apart", () => {
    const first = streamFailed(collecting, "audit", refused, 5).source;
    const both = streamFailed(first, "files", down, 6).source;
    const { source, health } = well(both, "audit", 8);

    expect(both.status).to.deep.equal({ state: "Collecting" });
    expect(both.faults.map(({ n, stream, type }) => [n, stream, type])).to.deep.equal([
      [1, "audit", "ThirdPartyConfig"],
      [2, "files", "ThirdPartyGeneric"],
    ]);
    expect(health.map(({ n, recoveredAt }) => [n, recoveredAt])).to.deep.equal([[1, 8]]);
    expect(source.faults.map(({ stream }) => stream)).to.deep.equal(["files"]);
  });

  it("change nothing where all was well", () => {
    expect(well(collecting, undefined, 8)).to.deep.equal({ source: collecting, health: [] });
    expect(well(collecting, undefined, 8).source).to.equal(collecting);
  });

  it("never flood: of a stream there is one open event at most, and an event for each change of trouble", () => {
    const errors = [refused, down, busy(1), new SinkError("Full.", "Look.")];
    const step = fc.record({ stream: fc.constantFrom("a", "b"), error: fc.option(fc.constantFrom(...errors)) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (walk) => {
        let source = collecting;
        const last = new Map<string, string>();
        let changes = 0;
        walk.forEach(({ stream, error }, at) => {
          const kind = error?.code ?? "";
          if (kind !== "" && last.get(stream) !== kind) changes += 1;
          last.set(stream, kind);
          const now = 10 + at;
          ({ source } = error ? streamFailed(source, stream, error, now) : well(source, stream, now));
        });
        const open = [...last].filter(([, kind]) => kind !== "").map(([stream, kind]) => `${stream} ${kind}`);
        expect(source.faults.map(({ stream, code }) => `${String(stream)} ${code}`).sort()).to.deep.equal(open.sort());
        expect(source.healthEvents).to.equal(changes);
      }),
    );
  });
});
