import { expect } from "chai";
import fc from "fast-check";
import { transition, type SourceStatus, type Trigger } from "../../../src/events/source/state.ts";

/** Everywhere a source can be; `-`: it is not there. */
const places: Record<string, SourceStatus | undefined> = {
  "-": undefined,
  Pending: { state: "Pending" },
  Started: { state: "Started" },
  Initialized: { state: "Initialized" },
  Authenticated: { state: "Authenticated" },
  Collecting: { state: "Collecting" },
  ThirdPartyConfig: { state: "Error", type: "ThirdPartyConfig", resumes: "Initialized" },
  ThirdPartyGeneric: { state: "Error", type: "ThirdPartyGeneric", resumes: "Collecting" },
  FirstPartyGeneric: { state: "Error", type: "FirstPartyGeneric", resumes: "Started" },
  Stopping: { state: "Stopping" },
};

const triggers: Record<string, Trigger> = {
  created: { on: "created" },
  "task created": { on: "task created" },
  configured: { on: "configured" },
  authenticated: { on: "authenticated" },
  polled: { on: "polled" },
  "failed: ThirdPartyConfig": { on: "failed", type: "ThirdPartyConfig" },
  "failed: ThirdPartyGeneric": { on: "failed", type: "ThirdPartyGeneric" },
  "failed: FirstPartyGeneric": { on: "failed", type: "FirstPartyGeneric" },
  retried: { on: "retried" },
  updated: { on: "updated" },
  restarted: { on: "restarted" },
  deleted: { on: "deleted" },
  stopped: { on: "stopped" },
};

const working = ["Pending", "Started", "Initialized", "Authenticated", "Collecting"];

/** Every step that a source may take. */
const steps = [
  "- created Pending",
  "Pending task created Started",
  "Started configured Initialized",
  "Initialized authenticated Authenticated",
  "Authenticated polled Collecting",
  ...working.flatMap((state) => [
    `${state} failed: ThirdPartyConfig Error(ThirdPartyConfig) in ${state}`,
    `${state} failed: ThirdPartyGeneric Error(ThirdPartyGeneric) in ${state}`,
    `${state} failed: FirstPartyGeneric Error(FirstPartyGeneric) in ${state}`,
    `${state} restarted Pending`,
    `${state} deleted Stopping`,
  ]),
  "ThirdPartyConfig updated Pending",
  "ThirdPartyConfig deleted Stopping",
  "ThirdPartyGeneric retried Collecting",
  "ThirdPartyGeneric deleted Stopping",
  "FirstPartyGeneric retried Started",
  "FirstPartyGeneric deleted Stopping",
  "Stopping deleted Stopping",
  "Stopping stopped -",
];

function shown(status: SourceStatus | undefined): string {
  if (status === undefined) return "-";
  return status.state === "Error" ? `Error(${status.type}) in ${status.resumes}` : status.state;
}

describe("transition", () => {
  it("takes the steps of the table, and refuses every other", () => {
    const taken = Object.entries(places).flatMap(([place, from]) =>
      Object.entries(triggers).flatMap(([name, trigger]) => {
        const outcome = transition(from, trigger);
        return "refused" in outcome ? [] : [`${place} ${name} ${shown(outcome.to)}`];
      }),
    );

    expect(taken.sort()).to.deep.equal(steps.sort());
  });

  it("says what it refuses", () => {
    expect(transition(undefined, { on: "deleted" })).to.deep.equal({
      refused: "A source that is not there cannot be deleted.",
    });
    expect(transition(places.ThirdPartyConfig, { on: "retried" })).to.deep.equal({
      refused: "A source that is ThirdPartyConfig cannot be retried.",
    });
  });

  it("never leaves the table on any walk, and leaves a wrong configuration by an update or a deletion only", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(triggers)), { maxLength: 60 }), (walk) => {
        let status: SourceStatus | undefined;
        for (const trigger of walk) {
          const outcome = transition(status, trigger);
          if ("refused" in outcome) continue;
          if (status?.state === "Error" && status.type === "ThirdPartyConfig") {
            expect(trigger.on).to.be.oneOf(["updated", "deleted"]);
          }
          if (outcome.to?.state === "Error") expect(outcome.to.resumes).to.equal(status?.state);
          if (trigger.on === "retried") {
            expect(outcome.to?.state).to.equal(status?.state === "Error" ? status.resumes : undefined);
          }
          status = outcome.to;
          expect(status?.state ?? "-").to.be.oneOf(["-", ...working, "Error", "Stopping"]);
        }
      }),
    );
  });

  it("has a way to be gone from everywhere", () => {
    for (const from of Object.values(places).filter((each) => each !== undefined)) {
      const deleted = transition(from, { on: "deleted" });
      expect(deleted).to.deep.equal({ to: { state: "Stopping" } });
      expect(transition("to" in deleted ? deleted.to : undefined, { on: "stopped" })).to.deep.equal({ to: undefined });
    }
  });
});
