import type { FileTree, IntegrationSpec } from "./scaffold.ts";

/** The command lines whose answers are recorded as a new integration's test data. */
export function sampleLines({ name }: Pick<IntegrationSpec, "name">): string[] {
  return [
    `!${name}-item-get id=item-1`,
    `!${name}-item-list limit=3`,
    `!${name}-item-create title="Look into it" severity=high reference=ticket-1`,
  ];
}
export function testFiles(spec: IntegrationSpec): FileTree {
  return {};
}
