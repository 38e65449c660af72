// Loaded by `soar prove` into the processes that it kills (`node --import`): it ends the process right at a durable step,
// and shifts its clock. Built on its own; it imports nothing of soarkit, so that it changes nothing of what it watches.
import { subscribe } from "node:diagnostics_channel";
import { writeSync } from "node:fs";

/** Tells on the pipe that `soar prove` has opened which step has come, and ends here when it is the one to die at. */
function watchSteps(dieAt: number): void {
  let steps = 0;
  subscribe("soarkit:durable-step", (name) => {
    steps += 1;
    // Written before the process is gone: at which step it died is what this is for.
    writeSync(STEPS_FD, `${String(name)}\n`);
    if (steps === dieAt) process.kill(process.pid, "SIGKILL");
  });
}

/** What the clock of another machine would say: every way of asking for the present time is off by as much. */
function shiftClock(byMs: number): void {
  const real = Date;
  const now = () => real.now() + byMs;
  globalThis.Date = new Proxy(real, {
    construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as) as Date,
    get: (target, name, receiver) => (name === "now" ? now : (Reflect.get(target, name, receiver) as unknown)),
  });
}

/** The pipe after standard input, output and error. */
const STEPS_FD = 3;

const { SOARKIT_PROVE_DIE_AT = "0", SOARKIT_PROVE_CLOCK_SHIFT_MS = "0" } = process.env;
watchSteps(Number(SOARKIT_PROVE_DIE_AT));
if (SOARKIT_PROVE_CLOCK_SHIFT_MS !== "0") shiftClock(Number(SOARKIT_PROVE_CLOCK_SHIFT_MS));
