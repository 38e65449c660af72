// What the tests of the case commands ask of a tenant and its simulator.
import type { Tenant } from "./tenant.ts";

/** The part of a query that asks for a page. */
export const page = (size: number, number = 1) => `pgNum=${number}&pgSize=${size}`;

/** Lets the next request of this kind be answered with a status, and with a body where one is given. */
export const refuse = (tenant: Tenant, method: string, path: string, status: number, body?: string) =>
  tenant.control("/faults", [{ method, path, kind: "status", status, times: 1, ...(body && { body }) }]);

/** The numbers of the cases that `code42-case-list` gives. */
export async function numbers(tenant: Tenant, args: Record<string, string>): Promise<number[]> {
  const { context } = await tenant.run("code42-case-list", args);
  return (context?.["Code42.Case"] as { Number: number }[]).map(({ Number }) => Number);
}
