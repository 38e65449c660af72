import { DatabaseSync, type StatementSync } from "node:sqlite";

/** Methods of every database, as they are before they are replaced. */
export const exec = methodOf("exec") as (this: DatabaseSync, sql: string) => unknown;
export const prepare = methodOf("prepare") as (this: DatabaseSync, sql: string) => StatementSync;

function methodOf(name: string): unknown {
  return Object.getOwnPropertyDescriptor(DatabaseSync.prototype, name)?.value;
}
