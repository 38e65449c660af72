import type { World } from "../world.ts";

/** A part of the tenant that users belong to. */
export interface Org {
  /** The console's `orgId`, which the gateway writes as a text and calls `legacyOrgId`. */
  number: number;
  /** The console's `orgUid`, the gateway's `orgId`. */
  uid: string;
  guid: string;
  name: string;
  extRef: string | null;
  notes: string | null;
  /** Null for the one that all others are below. */
  parent: Org | null;
  active: boolean;
  /** Epoch milliseconds. */
  createdAt: number;
  modifiedAt: number;
  deactivatedAt: number | null;
  registrationKey: string;
}

export interface OrgStore {
  /** The oldest first; that is the one that all others are below. */
  all(): readonly Org[];
  byGuid(guid: string): Org | undefined;
  byUid(uid: string): Org | undefined;
  byNumber(number: number): Org | undefined;
  /** The one of a department, or the top one. */
  ofDepartment(department: string): Org;
  create(given: Pick<Org, "name" | "extRef" | "notes"> & { parent: Org }): Org;
  /** @returns whether that changed anything */
  change(org: Org, change: Partial<Pick<Org, "name" | "extRef" | "notes" | "active">>): boolean;
}

/** One organization for each department of the people, below that of the company. */
export function createOrgStore(world: World): OrgStore {
  const { clock } = world;
  const top = make({ name: "Acme", extRef: null, notes: null, parent: null }, firstNumber, foundedAt(clock.startedAt));
  const orgs = [top, ...departments.map((name, index) => below(name, index + 1))];

  function below(name: string, index: number): Org {
    return make({ name, extRef: null, notes: null, parent: top }, firstNumber + index, foundedAt(clock.startedAt));
  }
  function make(given: Pick<Org, "name" | "extRef" | "notes" | "parent">, number: number, at: number): Org {
    const key = world.random("org", number).hex(16).toUpperCase();
    return {
      ...given,
      number,
      uid: String(1_190_000_000_000_000_000n + BigInt(number)),
      guid: `c1a2f0de-0000-4000-8000-${String(number).padStart(12, "0")}`,
      active: true,
      createdAt: at,
      modifiedAt: at,
      deactivatedAt: null,
      registrationKey: key.match(/.{4}/g)?.join("-") ?? key,
    };
  }

  return {
    all: () => orgs,
    byGuid: (guid) => orgs.find((org) => org.guid === guid.toLowerCase()),
    byUid: (uid) => orgs.find((org) => org.uid === uid),
    byNumber: (number) => orgs.find((org) => org.number === number),
    ofDepartment: (department) => orgs.find(({ name }) => name === department) ?? top,
    create: (given) => {
      const org = make(given, firstNumber + orgs.length, clock.now());
      orgs.push(org);
      return org;
    },
    change: (org, change) => {
      const before = { ...org };
      Object.assign(org, change);
      const { name, extRef, notes, active } = before;
      if (org.name === name && org.extRef === extRef && org.notes === notes && org.active === active) return false;
      org.modifiedAt = clock.now();
      if (org.active !== active) org.deactivatedAt = org.active ? null : clock.now();
      return true;
    },
  };
}

// --- internal ---

const firstNumber = 30;
const departments = ["Engineering", "Legal", "Sales", "Marketing", "Finance", "Support"];

function foundedAt(startedAt: number): number {
  return startedAt - 4000 * 86_400_000;
}
