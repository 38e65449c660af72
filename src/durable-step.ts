import { channel } from "node:diagnostics_channel";

/**
 * Tells whoever watches this process that something has just become durable, or is about to: the moments at which a
 * crash is told from another. Costs nothing while nobody listens to the channel `soarkit:durable-step`.
 */
export function durableStep(name: string): void {
  if (steps.hasSubscribers) steps.publish(name);
}

// --- internal ---

const steps = channel("soarkit:durable-step");
