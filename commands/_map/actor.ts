import type { Actor, Family } from "../_api/actors.ts";

/** An actor under `Code42.Actor`. What is empty is null, so that it takes the place of an earlier value. */
export function toActorContext(actor: Actor, childIds: readonly string[]) {
  return {
    ID: actor.actorId,
    Name: actor.name,
    AlternateNames: actor.alternateNames,
    Active: actor.active ?? null,
    InScope: actor.inScope ?? null,
    FirstName: actor.firstName ?? null,
    LastName: actor.lastName ?? null,
    Title: actor.title ?? null,
    Department: actor.department ?? null,
    Division: actor.division ?? null,
    EmployeeType: actor.employeeType ?? null,
    Country: actor.country ?? null,
    Region: actor.region ?? null,
    Locality: actor.locality ?? null,
    ManagerID: actor.managerActorId ?? null,
    ParentID: actor.parentActorId ?? null,
    ChildIDs: childIds,
    StartDate: actor.startDate ?? null,
    EndDate: actor.endDate ?? null,
    Notes: actor.notes ?? null,
  };
}

/** The one of a person's accounts that is asked for, by its id or by a name in any letter case. */
export function chooseActor(
  { parent, children }: Family,
  wanted: { id: string } | { name: string },
): Actor | undefined {
  const accounts = [parent, ...children];
  if ("id" in wanted) return accounts.find(({ actorId }) => actorId === wanted.id);
  const name = wanted.name.toLowerCase();
  return (
    accounts.find((account) => account.name.toLowerCase() === name) ??
    accounts.find(({ alternateNames }) => alternateNames.some((other) => other.toLowerCase() === name))
  );
}
