import type { Check } from "../../../src/engine/doctor/check.ts";
import { reachVendor, type VendorWay } from "../../../src/engine/doctor/reach-vendor.ts";

export const limits = { timeoutMs: 5_000, signal: new AbortController().signal, now: () => Date.UTC(2026, 0, 1) };

export async function reach(
  baseUrl: string,
  way: Partial<VendorWay> = {},
  more: Partial<typeof limits> = {},
): Promise<Check[]> {
  return reachVendor("way", { baseUrl, proxy: false, insecure: false, env: {}, ...way }, { ...limits, ...more });
}

/** `name status` of each. */
export function verdicts(checks: readonly Check[]): string[] {
  return checks.map(({ name, status }) => `${name} ${status}`);
}

export function named(checks: readonly Check[], name: string): Check {
  const check = checks.find((each) => each.name === name);
  if (!check) throw new Error(`there is no check ${name}`);
  return check;
}
