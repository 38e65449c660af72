import { readFields, Refusal, type Fields, type Json, type Route } from "soarkit/simulator";

import type { World } from "../world.ts";
import { listCases } from "./case-list.ts";
import { badRequest, problem } from "./case-problem.ts";
import { caseStatuses, type Case, type CaseFields, type CaseStore } from "./case-store.ts";

/** `/v1/cases` and `/v1/cases/{number}`. @param existing the case of a path. @throws Refusal 404 */
export function caseRoutes(world: World, store: CaseStore, existing: (number?: string) => Case): Route[] {
  return [
    { method: "GET", path: "/v1/cases", handle: ({ query }) => ({ body: listCases(store, query) }) },
    {
      method: "POST",
      path: "/v1/cases",
      handle: ({ body }) => {
        const fields = { ...readCase(body), status: "OPEN" as const };
        checkUsers(fields);
        checkName(fields);
        return { body: store.detail(store.create(fields)), applied: true };
      },
    },
    { method: "GET", path: casePath, handle: ({ params }) => ({ body: store.detail(existing(params.number)) }) },
    {
      method: "PUT",
      path: casePath,
      handle: ({ params, body }) => {
        const found = existing(params.number);
        // Whether a closed case can still be archived is not published: no edit at all here.
        if (found.status !== "OPEN") throw problem("NO_EDITS_ONCE_CLOSED");
        const status = readFields(body, badRequest).choice("status", caseStatuses);
        if (status === undefined) throw new Refusal(400, badRequest("status is required"));
        const fields = { ...readCase(body), status };
        checkUsers(fields);
        checkName(fields, found);
        const applied = store.replace(found, fields);
        return { body: store.detail(found), applied };
      },
    },
    {
      method: "DELETE",
      path: casePath,
      handle: ({ params }) => {
        store.remove(existing(params.number));
        return { status: 204, applied: true };
      },
    },
  ];

  function checkUsers({ subject, assignee }: CaseFields): void {
    if (subject !== null && !world.personById(subject)) throw problem("INVALID_USER", "subject validation failed");
    if (assignee !== null && !store.isUser(assignee)) throw problem("INVALID_USER", "assignee validation failed");
  }
  function checkName({ name }: CaseFields, self?: Case): void {
    if (store.all().some((other) => other !== self && other.name === name)) throw problem("NAME_EXISTS");
  }
}

export const casePath = "/v1/cases/:number";

// --- internal ---

/** All that can be written but the status. What is missing is null. */
function readCase(body: Json | undefined): Omit<CaseFields, "status"> {
  const fields = readFields(body, badRequest);
  const name = readText(fields, "name", 50);
  if (name === null) throw new Refusal(400, badRequest("name is required"));
  const description = readText(fields, "description");
  if (description !== null && description.length > 250) throw problem("DESCRIPTION_TOO_LONG");
  const findings = readText(fields, "findings", 30_000);
  return { name, assignee: readText(fields, "assignee"), subject: readText(fields, "subject"), description, findings };
}

function readText(fields: Fields, name: string, max?: number): string | null {
  const text = fields.nullableText(name, max === undefined ? {} : { max }) ?? "";
  return text === "" ? null : text;
}
