import * as v from "valibot";
import { pageByNumber, type HttpClient } from "soarkit";
import { number } from "./tolerant.ts";
import { unwrapped } from "./unwrapped.ts";

const OrgSchema = v.looseObject({ orgUid: v.pipe(v.string(), v.nonEmpty()), orgName: v.string() });

/** A part of the tenant that users belong to. */
export type ConsoleOrg = v.InferOutput<typeof OrgSchema>;

export interface ConsoleOrgs {
  pages(signal: AbortSignal): AsyncIterable<ConsoleOrg[]>;
}

/** `/api/v1/Org`, on the console host: the gateway's organizations have no `orgUid`, by which users are made. */
export function createConsoleOrgs(http: HttpClient): ConsoleOrgs {
  return {
    pages: (signal) =>
      pageByNumber({
        first: 1,
        size: PAGE_SIZE,
        signal,
        fetchPage: async (page) => {
          const query = { pgNum: page, pgSize: PAGE_SIZE };
          const answer = unwrapped(OrgsSchema);
          const { orgs, totalCount } = await http.send({ method: "GET", path: "/api/v1/Org", query, answer, signal });
          return { items: orgs, totalCount };
        },
      }),
  };
}

// --- internal ---

const PAGE_SIZE = 500;

const OrgsSchema = v.looseObject({ orgs: v.array(OrgSchema), totalCount: number });
