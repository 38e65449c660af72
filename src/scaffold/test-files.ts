import type { FileTree, IntegrationSpec } from "./scaffold.ts";

export function testFiles(spec: IntegrationSpec): FileTree {
  return {};
}
