import * as v from "valibot";
import { pageByNumber, type HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";
import { flag, listOf, text } from "./tolerant.ts";

const ActorSchema = v.looseObject({
  actorId: v.pipe(v.string(), v.nonEmpty()),
  /** The account's name, mostly an email address. */
  name: v.string(),
  alternateNames: listOf(v.string()),
  active: flag,
  inScope: flag,
  firstName: text,
  lastName: text,
  title: text,
  department: text,
  division: text,
  employeeType: text,
  country: text,
  region: text,
  locality: text,
  managerActorId: text,
  /** Of the actor whose second account this one is. */
  parentActorId: text,
  notes: text,
  /** `YYYY-MM-DD`, as is `endDate`. */
  startDate: text,
  endDate: text,
});

/** Whom Incydr watches: a person with all their accounts. */
export type Actor = v.InferOutput<typeof ActorSchema>;

const FamilySchema = v.looseObject({ parent: ActorSchema, children: v.array(ActorSchema) });

/** The accounts of one person: the one that stands for all of them, and the rest. */
export type Family = v.InferOutput<typeof FamilySchema>;

/** What of an actor can be written. An absent key leaves the field alone, null clears it. */
export interface ActorChange {
  notes?: string | null;
  /** `YYYY-MM-DD` */
  startDate?: string | null;
  /** `YYYY-MM-DD` */
  endDate?: string | null;
}

export interface Actors {
  /** Undefined when there is no such actor. */
  get(id: string, signal: AbortSignal): Promise<Actor | undefined>;
  /** The actor of that name or, where it is one of several accounts, its parent. Undefined when there is none. */
  parentByName(name: string, signal: AbortSignal): Promise<Actor | undefined>;
  /** All accounts of the person whose account has this id. Undefined when there is no such actor. */
  family(id: string, signal: AbortSignal): Promise<Family | undefined>;
  /** The same by an account's name. */
  familyByName(name: string, signal: AbortSignal): Promise<Family | undefined>;
  /** Pages of `ACTORS_PER_PAGE`. Names are compared without regard to case; Incydr tells no total. */
  search(filter: { nameStartsWith?: string; active?: boolean }, signal: AbortSignal): AsyncIterable<Actor[]>;
  /** The actor as it is afterwards. @throws ApiError with status 404 when there is none */
  update(id: string, change: ActorChange, signal: AbortSignal): Promise<Actor>;
  /** Asks for one actor: the cheapest proof that URL, credentials and permission are right. */
  probe(signal: AbortSignal): Promise<void>;
}

/** As many as Incydr gives at once. */
export const ACTORS_PER_PAGE = 500;

/** `/v1/actors` */
export function createActors(http: HttpClient): Actors {
  const get = <T>(path: string, answer: v.GenericSchema<unknown, T>, signal: AbortSignal) =>
    orAbsent(http.send({ method: "GET", path: `${BASE}/${path}`, answer, signal }));
  return {
    get: (id, signal) => get(`id/${encodeURIComponent(id)}`, ActorSchema, signal),
    parentByName: (name, signal) => get(`name/${encodeURIComponent(name)}/parent`, ActorSchema, signal),
    family: (id, signal) => get(`id/${encodeURIComponent(id)}/family`, FamilySchema, signal),
    familyByName: (name, signal) => get(`name/${encodeURIComponent(name)}/family`, FamilySchema, signal),

    search: (filter, signal) =>
      pageByNumber({
        first: 1,
        size: ACTORS_PER_PAGE,
        signal,
        fetchPage: async (page) => {
          const query = { ...filter, page, pageSize: ACTORS_PER_PAGE };
          const answer = v.looseObject({ actors: v.array(ActorSchema) });
          const { actors } = await http.send({ method: "GET", path: `${BASE}/search`, query, answer, signal });
          return { items: actors };
        },
      }),

    update: (id, { notes, startDate, endDate }, signal) =>
      http.send({
        method: "PATCH",
        path: `${BASE}/id/${encodeURIComponent(id)}`,
        // JSON leaves undefined out, and keeps null.
        body: { notes, startDate, endDate },
        repeatable: true,
        answer: ActorSchema,
        signal,
      }),

    probe: async (signal) => {
      await http.send({
        method: "GET",
        path: `${BASE}/search`,
        query: { page: 1, pageSize: 1 },
        answer: v.looseObject({ actors: v.array(v.unknown()) }),
        signal,
      });
    },
  };
}

// --- internal ---

const BASE = "/v1/actors/actor";
