/** `commands/_simulator/routes.ts`: answers requests from the tables of operations. */
export const ROUTES_MODULE = String.raw`import {
  createRandom,
  isJsonObject,
  Refusal,
  type Clock,
  type Json,
  type JsonObject,
  type Route,
  type VendorAnswer,
  type VendorRequest,
} from "soarkit/simulator";
import { bodyOf, faultsOf } from "./checks.ts";
import { createCollections, type Things } from "./collections.ts";
import { listAt, matching, pageOf, place } from "./lists.ts";
import type { Collection, Operation } from "./operation.ts";
import { isLike, valueOf } from "./values.ts";

/** A kept thing and its place. */
interface Subject {
  things: Things;
  id: string;
  thing: Json;
}

/** Routes that answer as the document says: from things that are made when first asked for, and kept. */
export function createRoutes(options: {
  operations: readonly Operation[];
  collections: readonly Collection[];
  /** How many things there are of each kind. */
  count: number;
  seed: number;
  clock: Clock;
}): Route[] {
  const { operations, seed, clock } = options;
  const collections = createCollections(options);

  function sample(operation: Operation, path: string): Json {
    if (operation.answer === undefined) return null;
    return valueOf(operation.answer, "value", {
      random: createRandom(seed, operation.method, path),
      number: 1,
      now: clock.startedAt,
    });
  }

  /** A kept thing as an operation shows it. */
  function shown(operation: Operation, path: string, thing: Json): Json {
    const { item } = operation;
    if (item === undefined) return thing;
    const random = createRandom(seed, operation.method, path);
    const made = valueOf(item, "value", { random, number: 1, now: clock.startedAt });
    if (!isJsonObject(made) || !isJsonObject(thing)) return made;
    const same = Object.entries(made).map(([name, value]): [string, Json] => {
      const kept = thing[name] ?? null;
      const member = item.kind === "object" ? item.members[name] : undefined;
      return [name, kept !== null && member && isLike(member, kept) ? kept : value];
    });
    return Object.fromEntries(same);
  }

  function answer(operation: Operation, path: string, thing: Json): Json {
    return place(sample(operation, path), operation.at ?? [], thing);
  }

  function kept(operation: Operation, request: VendorRequest): Json[] {
    return [...collections.at(operation.collection ?? request.path).all.values()];
  }

  function one(operation: Operation, request: VendorRequest, thing: Json): VendorAnswer {
    return { body: answer(operation, request.path, shown(operation, request.path, thing)) };
  }

  function list(operation: Operation, request: VendorRequest, things: readonly Json[]): VendorAnswer {
    const { items, total, next } = pageOf(things, operation, request);
    const seen = items.map((item) => shown(operation, request.path, item));
    let body = answer(operation, request.path, seen);
    if (operation.paging?.total) body = place(body, operation.paging.total, total);
    if (operation.paging?.next) body = place(body, operation.paging.next, next);
    return { body };
  }

  function create(operation: Operation, request: VendorRequest): VendorAnswer {
    const made = collections.at(request.path).add(bodyOf(request, operation) ?? {});
    if (operation.answer === undefined) return { status: 204, applied: true };
    return { ...one(operation, request, made), status: 201, applied: true };
  }

  /** What a request is about: the thing whose id stands in the path, the last one that is kept. */
  function subject(operation: Operation, request: VendorRequest): Subject | undefined {
    const [parent] = collections.parents(operation.path, request.path).slice(-1);
    if (parent === undefined) return undefined;
    return { ...parent, thing: parent.things.get(parent.id) };
  }

  function change(operation: Operation, request: VendorRequest, members: JsonObject): VendorAnswer {
    const about = subject(operation, request);
    if (about && isJsonObject(about.thing)) about.things.change(about.id, { ...members, ...operation.sets });
    if (operation.answer === undefined) return { status: 204, applied: true };
    const thing = about?.things.get(about.id);
    const isIt = operation.collection !== undefined && thing !== undefined;
    if (!isIt) return { body: sample(operation, request.path), applied: true };
    return { ...one(operation, request, thing), applied: true };
  }

  function handle(operation: Operation, request: VendorRequest): VendorAnswer {
    const faults = faultsOf(request, operation);
    if (faults.length > 0) throw new Refusal(400, { error: faults.join("; ") });
    // Whatever the path's ids belong to must be there.
    const parents = collections.parents(operation.path, request.path);
    for (const { things, id } of parents) things.get(id);
    const sent = bodyOf(request, operation);
    const members = isJsonObject(sent) ? sent : {};
    switch (operation.does) {
      case "list":
        return list(operation, request, matching(kept(operation, request), operation, request));
      case "create":
        return create(operation, request);
      case "get":
        return one(operation, request, subject(operation, request)?.thing ?? null);
      case "find": {
        const wanted = decodeURIComponent(request.path.slice(request.path.lastIndexOf("/") + 1));
        const things = collections.at(operation.collection ?? request.path);
        return one(operation, request, things.find(operation.by ?? "", wanted));
      }
      case "update":
      case "change":
        return change(operation, request, members);
      case "remove": {
        const about = subject(operation, request);
        return { status: 204, applied: about === undefined || about.things.all.delete(about.id) };
      }
      case "file":
        return {
          body: new TextEncoder().encode("The simulator's content of " + request.path + "\n"),
          headers: { "Content-Disposition": 'attachment; filename="simulated.txt"' },
        };
      case "answer": {
        const body = sample(operation, request.path);
        if (operation.paging) return list(operation, request, listAt(body, operation.at ?? []));
        const isWrite = operation.method !== "GET";
        return operation.answer === undefined ? { status: 204, applied: isWrite } : { body, applied: isWrite };
      }
    }
  }

  return operations.map((operation) => ({
    method: operation.method,
    path: operation.path,
    handle: (request) => handle(operation, request),
  }));
}
`;
