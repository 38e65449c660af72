import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, type Json, type JsonObject } from "../../../src/json.ts";
import { nameOperations } from "../../../src/scaffold/openapi/names.ts";
import { answersMany, planCommands } from "../../../src/scaffold/openapi/plan-commands.ts";
import type { CommandPlan } from "../../../src/scaffold/openapi/plan.ts";
import { readApi } from "../../../src/scaffold/openapi/read-api.ts";

/** The text and path of one of the documents beside this file. */
export function documentText(name: string): { text: string; path: string } {
  const path = join(import.meta.dirname, "documents", name);
  return { text: readFileSync(path, "utf8"), path };
}

/** A whole OpenAPI 3.0 document with these paths. */
export function documentOf(paths: JsonObject, rest: JsonObject = {}): string {
  return JSON.stringify({ openapi: "3.0.3", info: { title: "Acme", version: "1" }, paths, ...rest });
}

/** An operation's `responses` with JSON of this schema. */
export function answering(schema: Json): JsonObject {
  return { responses: { "200": { description: "ok", content: { "application/json": { schema } } } } };
}

/** What is decided for each operation of a document that can become a command. */
export async function plansOf(text: string, name = "acme", brand = "Acme"): Promise<CommandPlan[]> {
  const api = await readApi(text, "acme.json");
  const names = nameOperations(api.operations, { name, isMany: answersMany });
  return planCommands(
    api.operations.filter(({ obstacles }) => obstacles.length === 0),
    names,
    brand,
  );
}

/** The plan of one command. */
export async function planOf(text: string, command: string): Promise<CommandPlan> {
  const plans = await plansOf(text);
  const found = plans.find(({ naming }) => naming.command === command);
  if (found === undefined)
    throw new Error(`no ${command} among ${plans.map((plan) => plan.naming.command).join(", ")}`);
  return found;
}

/** The commands of paths that answer nothing in particular: `METHOD /path` → name. */
export async function namesOf(labels: readonly string[], name = "acme"): Promise<Record<string, string>> {
  const paths: JsonObject = {};
  for (const label of labels) {
    const [method = "", path = ""] = label.split(" ");
    const item = paths[path];
    const operation = { responses: { "204": { description: "ok" } } };
    paths[path] = { ...(isJsonObject(item) && item), [method.toLowerCase()]: operation };
  }
  const plans = await plansOf(documentOf(paths), name);
  return Object.fromEntries(
    plans.map(({ operation, naming }) => [`${operation.method} ${operation.path}`, naming.command]),
  );
}
