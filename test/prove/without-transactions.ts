// Loaded into the processes of a proof: a store without transactions. Every statement then becomes durable by itself.
import { channel } from "node:diagnostics_channel";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { exec, prepare } from "./original.ts";

/** What the commit of a page consists of. */
const PAGE_WRITES =
  /^\s*(?:insert into|update|delete from) "(?:incident|investigation|pending|seen|cursor|event_\w+)"/i;
const steps = channel("soarkit:durable-step");

/** It is pages that are to be torn: the tables are still made whole, or no process would come as far as a page. */
const making = new WeakSet<DatabaseSync>();

DatabaseSync.prototype.exec = function (sql) {
  const [, bound] = /^\s*(begin|commit|rollback)/i.exec(sql) ?? [];
  if (bound?.toLowerCase() === "begin" && !hasTables(this)) making.add(this);
  if (bound === undefined || making.has(this)) exec.call(this, sql);
  if (bound !== undefined && bound.toLowerCase() !== "begin") making.delete(this);
};

function hasTables(database: DatabaseSync): boolean {
  return prepare.call(database, "SELECT 1 FROM sqlite_schema WHERE name = 'schema_version'").get() !== undefined;
}

DatabaseSync.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  return PAGE_WRITES.test(sql) ? told(statement) : statement;
};

function told(statement: StatementSync): StatementSync {
  const run = statement.run.bind(statement) as (...values: unknown[]) => ReturnType<StatementSync["run"]>;
  return Object.assign(statement, {
    run: (...values: unknown[]) => {
      const outcome = run(...values);
      steps.publish("statement written");
      return outcome;
    },
  });
}
