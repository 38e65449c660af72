import { ArgumentError } from "soarkit";

/** Something about the arguments of a search that its caller has to change. */
export interface Fault {
  message: string;
  hint: string;
  cause?: unknown;
}

/** An argument as its command names it. */
export interface Named {
  name: string;
  value: number | undefined;
}

/** What is wrong with how many results are wanted, and from when to when (epoch milliseconds). */
export function faultsOfBounds(bounds: { wanted: Named; start: Named; end: Named }): Fault[] {
  const { wanted, start, end } = bounds;
  const { value = 0 } = wanted;
  const faults: Fault[] = [];
  if (!Number.isInteger(value) || value < 1 || value > MAX_RESULTS) {
    faults.push({
      message: `${wanted.name} must be 1 to ${MAX_RESULTS}, got ${value}.`,
      hint: value > MAX_RESULTS ? "Narrow the search instead." : "Give a number such as 50.",
    });
  }
  if (start.value !== undefined && end.value !== undefined && start.value > end.value) {
    faults.push({ message: `${start.name} is after ${end.name}.`, hint: "Exchange them." });
  }
  return faults;
}

/** @throws ArgumentError with all of the faults, if there are any */
export function refuseFaults(faults: readonly Fault[]): void {
  const [first] = faults;
  if (first === undefined) return;
  const { cause } = faults.find((fault) => fault.cause !== undefined) ?? first;
  const hints = new Set(faults.map(({ hint }) => hint));
  throw new ArgumentError(faults.map(({ message }) => message).join(" "), [...hints].join(" "), { cause });
}

// --- internal ---

/** As many as a War Room can bear. */
const MAX_RESULTS = 50_000;
