import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  AUTH_KINDS,
  displayOf,
  PAGING_KINDS,
  type IntegrationSpec,
  type Toolchain,
} from "../../src/scaffold/scaffold.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** One integration for each kind of authentication and paging. */
export const everyKind: IntegrationSpec[] = AUTH_KINDS.flatMap((auth) =>
  PAGING_KINDS.map((paging) => specOf(`acme-${auth}-${paging}`, { auth, paging })),
);

export function specOf(name: string, given: Partial<IntegrationSpec> = {}): IntegrationSpec {
  return {
    name,
    display: displayOf(name),
    baseUrl: `https://${name}.example`,
    auth: "api-key",
    paging: "page",
    ...given,
  };
}

const own = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as Record<string, Record<string, string>>;

/** soarkit's own versions. */
export const toolchain: Toolchain = {
  soarkit: `file:${root}`,
  versions: { ...own.dependencies, ...own.devDependencies },
};
