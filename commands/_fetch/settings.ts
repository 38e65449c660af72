import { ParameterError } from "soarkit";
import type { Code42 } from "../_manifest.gen.ts";
import { toDurationMs } from "../_map/time.ts";

export interface FetchSettings {
  firstFetchMs: number;
  lookBackMs: number;
  /** 0 to 4; empty for all. */
  severities: number[];
}

/** @throws ParameterError with every fault of the fetch parameters */
export function readFetchSettings(params: Code42["params"]): FetchSettings {
  const faults: ParameterError[] = [];
  const settings = {
    firstFetchMs: attempt(() => toDurationMs(params.fetch_time, "fetch_time"), faults),
    lookBackMs: attempt(() => toDurationMs(params.look_back, "look_back"), faults),
    severities: (params.alert_severity ?? []).map((name) => SEVERITIES[name]),
  };
  if (faults.length > 0) {
    const [message, hint] = [faults.map((fault) => fault.message), faults.map((fault) => fault.hint)];
    throw new ParameterError(message.join(" "), hint.join(" "));
  }
  return settings;
}

// --- internal ---

const SEVERITIES = { Low: 1, Moderate: 2, High: 3, Critical: 4 };

function attempt(read: () => number, faults: ParameterError[]): number {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    faults.push(error);
    return 0;
  }
}
