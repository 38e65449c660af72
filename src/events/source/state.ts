/** What a source passes through until it collects, in this order. */
export const WORKING_STATES = ["Pending", "Started", "Initialized", "Authenticated", "Collecting"] as const;

export type WorkingState = (typeof WORKING_STATES)[number];

/**
 * Who has to act: whoever configures the source, the vendor, or this side. After the first, nothing is tried until the
 * configuration has been changed; after the others, what failed is tried again for as long as it takes.
 */
export type SourceErrorType = "ThirdPartyConfig" | "ThirdPartyGeneric" | "FirstPartyGeneric";

/** Where a source stands. */
export type SourceStatus =
  | { state: WorkingState | "Stopping" }
  /** `resumes`: the state in which it failed, to which another try leads back. */
  | { state: "Error"; type: SourceErrorType; resumes: WorkingState };

/** What moves a source on. */
export type Trigger =
  | { on: "failed"; type: SourceErrorType }
  | { on: "retried" }
  | {
      on:
        | "created"
        | "task created"
        | "configured"
        | "authenticated"
        | "polled"
        | "updated"
        | "restarted"
        | "deleted"
        | "stopped";
    };

/**
 * Where a trigger leads: a status, or undefined when the source is gone, as it is before it has been created. What is
 * not in the table below is refused.
 */
export function transition(
  from: SourceStatus | undefined,
  trigger: Trigger,
): { to: SourceStatus | undefined } | { refused: string } {
  const refusal = { refused: `A source that is ${placeOf(from)} cannot be ${trigger.on}.` };
  if (trigger.on === "failed") {
    const { type } = trigger;
    return isWorking(from) ? { to: { state: "Error", type, resumes: from.state } } : refusal;
  }
  if (trigger.on === "retried") {
    const mayRetry = from?.state === "Error" && from.type !== "ThirdPartyConfig";
    return mayRetry ? { to: { state: from.resumes } } : refusal;
  }
  const state = TABLE[placeOf(from)][trigger.on];
  if (state === undefined) return refusal;
  return { to: state === "gone" ? undefined : { state } };
}

// --- internal ---

/** Where a source can be, as the rows of the table tell it apart. */
type Place = "not there" | WorkingState | SourceErrorType | "Stopping";

type Row = Partial<Record<Exclude<Trigger["on"], "failed" | "retried">, WorkingState | "Stopping" | "gone">>;

/** Whatever works can be taken away, and started anew: it is configured again, and keeps what it has collected. */
const ANY: Row = { deleted: "Stopping" };
const WORKING: Row = { ...ANY, restarted: "Pending" };

const TABLE: Record<Place, Row> = {
  "not there": { created: "Pending" },
  Pending: { ...WORKING, "task created": "Started" },
  Started: { ...WORKING, configured: "Initialized" },
  Initialized: { ...WORKING, authenticated: "Authenticated" },
  Authenticated: { ...WORKING, polled: "Collecting" },
  Collecting: WORKING,
  ThirdPartyConfig: { ...ANY, updated: "Pending" },
  ThirdPartyGeneric: ANY,
  FirstPartyGeneric: ANY,
  // A deletion that was cut short is asked for again.
  Stopping: { ...ANY, stopped: "gone" },
};

function placeOf(status: SourceStatus | undefined): Place {
  if (status === undefined) return "not there";
  return status.state === "Error" ? status.type : status.state;
}

function isWorking(status: SourceStatus | undefined): status is { state: WorkingState } {
  return status !== undefined && WORKING_STATES.some((state) => state === status.state);
}
