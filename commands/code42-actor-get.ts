import { ArgumentError, tableToMarkdown, type Handler } from "soarkit";
import type { Code42 } from "./_manifest.gen.ts";
import { chooseActor, toActorContext } from "./_map/actor.ts";
import { noUser } from "./_watchlists.ts";

export const run: Handler<Code42, "code42-actor-get"> = async ({ args, client, signal }) => {
  const wanted = wantedOf(args);
  // One request gives the actor with all other accounts of the person.
  const family = await ("id" in wanted
    ? client.actors.family(wanted.id, signal)
    : client.actors.familyByName(wanted.name, signal));
  const actor = family && chooseActor(family, wanted);
  if (!actor) {
    return { warnings: ["id" in wanted ? `There is no actor with the ID ${wanted.id}.` : noUser(wanted.name).message] };
  }
  const children = actor.actorId === family.parent.actorId ? family.children : [];
  const found = toActorContext(
    actor,
    children.map(({ actorId }) => actorId),
  );
  // Twenty columns are more than a terminal is wide.
  const lines = Object.entries(found).map(([field, value]) => ({ Field: field, Value: value }));
  const known = lines.filter(({ Value }) => Value !== null && !(Array.isArray(Value) && Value.length === 0));
  return {
    readable: tableToMarkdown("Code42 Actor", known, { headers: ["Field", "Value"] }),
    context: { "Code42.Actor": found },
    raw: family,
  };
};

// --- internal ---

function wantedOf({ id, username }: { id?: string; username?: string }): { id: string } | { name: string } {
  if (id !== undefined && username === undefined) return { id };
  if (username !== undefined && id === undefined) return { name: username };
  throw new ArgumentError("Exactly one of id and username is needed.", "Give the actor's ID, or the username.");
}
