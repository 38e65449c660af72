import * as v from "valibot";
import type { HttpClient } from "soarkit";
import { orAbsent } from "./absent.ts";

const ActorSchema = v.looseObject({ actorId: v.pipe(v.string(), v.nonEmpty()), name: v.string() });

/** Whom Incydr watches: a person with all their accounts. */
export type Actor = v.InferOutput<typeof ActorSchema>;

export interface Actors {
  /** Undefined when there is no such actor. */
  get(id: string, signal: AbortSignal): Promise<Actor | undefined>;
  /** The actor of that name or, where it is one of several accounts, its parent. Undefined when there is none. */
  parentByName(name: string, signal: AbortSignal): Promise<Actor | undefined>;
  /** Asks for one actor: the cheapest proof that URL, credentials and permission are right. */
  probe(signal: AbortSignal): Promise<void>;
}

/** `/v1/actors` */
export function createActors(http: HttpClient): Actors {
  const get = (path: string, signal: AbortSignal) =>
    orAbsent(http.send({ method: "GET", path: `/v1/actors/actor/${path}`, answer: ActorSchema, signal }));
  return {
    get: (id, signal) => get(`id/${encodeURIComponent(id)}`, signal),
    parentByName: (name, signal) => get(`name/${encodeURIComponent(name)}/parent`, signal),
    probe: async (signal) => {
      await http.send({
        method: "GET",
        path: "/v1/actors/actor/search",
        query: { page: 1, pageSize: 1 },
        answer: v.looseObject({ actors: v.array(v.unknown()) }),
        signal,
      });
    },
  };
}
