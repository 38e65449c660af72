import { createRandom } from "soarkit/simulator";

/** Someone whose activity Incydr watches: an actor and, with the same id, a user; with one managed device. */
export interface Person {
  /** Actor id and user id alike. */
  actorId: string;
  /** Username, actor name and e-mail address alike. */
  email: string;
  alternateNames: string[];
  firstName: string;
  lastName: string;
  active: boolean;
  title: string;
  department: string;
  division: string;
  employeeType: string;
  country: string;
  region: string;
  locality: string;
  managerActorId: string | null;
  /** Set for a second account that belongs to another actor. */
  parentActorId: string | null;
  notes: string | null;
  /** `YYYY-MM-DD` */
  startDate: string | null;
  endDate: string | null;
  deviceUid: string;
  deviceName: string;
  /** The account name on the device. */
  deviceUser: string;
  operatingSystem: string;
  ip: string;
  privateIp: string;
}

/** The most people a tenant can be given: all of them are kept in memory. */
export const maxPeople = 10_000;

/**
 * The tenant's people: a developer about to leave, her manager, a colleague alone in her department, the manager's
 * second account, and then as many more as asked for. Dates are laid out around `startedAt`, epoch milliseconds.
 */
export function createPeople(seed: number, count: number, startedAt: number): Person[] {
  const known = knownPeople(startedAt);
  const more = Array.from({ length: Math.max(0, count - known.length) }, (_, index) =>
    createPerson(seed, index, startedAt),
  );
  return [...known.slice(0, Math.max(1, count)), ...more];
}

// --- internal ---

const dayMs = 86_400_000;
const firstNames = ["Anna", "Bram", "Chloe", "David", "Eva", "Finn", "Greta", "Hugo", "Iris", "Joris", "Kaya", "Liam"];
const lastNames = ["Akker", "Berg", "Croft", "Dale", "Evers", "Frost", "Glas", "Hart", "Ivens", "Jonker", "Kuiper"];
const systems = ["Windows 11", "Windows 10", "macOS 15.1", "Ubuntu 24.04"];
const places = [
  { country: "NL", region: "UT", locality: "Utrecht" },
  { country: "NL", region: "NH", locality: "Amsterdam" },
  { country: "US", region: "MN", locality: "Minneapolis" },
  { country: "GB", region: "LND", locality: "London" },
];
// "Legal" is left out: it stays the department of one.
const jobs = [
  { department: "Engineering", division: "Payments", title: "Developer" },
  { department: "Engineering", division: "Platform", title: "Site Engineer" },
  { department: "Sales", division: "Commercial", title: "Account Executive" },
  { department: "Marketing", division: "Commercial", title: "Campaign Lead" },
  { department: "Finance", division: "Operations", title: "Controller" },
  { department: "Support", division: "Operations", title: "Support Agent" },
];

const person: Person = {
  actorId: "",
  email: "",
  alternateNames: [],
  firstName: "",
  lastName: "",
  active: true,
  title: "Developer",
  department: "Engineering",
  division: "Payments",
  employeeType: "full-time",
  country: "NL",
  region: "UT",
  locality: "Utrecht",
  managerActorId: null,
  parentActorId: null,
  notes: null,
  startDate: null,
  endDate: null,
  deviceUid: "",
  deviceName: "",
  deviceUser: "",
  operatingSystem: "Windows 11",
  ip: "",
  privateIp: "",
};

function knownPeople(startedAt: number): Person[] {
  return [
    {
      ...person,
      actorId: "1190000000000000101",
      email: "user1.quill@acme.test",
      alternateNames: ["user1@personal.test"],
      firstName: "Mara",
      lastName: "Quill",
      managerActorId: "1190000000000000102",
      notes: "Handed in notice",
      startDate: date(startedAt - 675 * dayMs),
      endDate: date(startedAt + 54 * dayMs),
      deviceUid: "1190000000000000555",
      deviceName: "LAP-MARA-01",
      deviceUser: "user1",
      ip: "203.0.113.9",
      privateIp: "10.4.0.17",
    },
    {
      ...person,
      actorId: "1190000000000000102",
      email: "piet@acme.test",
      firstName: "Piet",
      lastName: "Jansen",
      title: "Engineering Manager",
      deviceUid: "1190000000000000556",
      deviceName: "LAP-PIET-01",
      deviceUser: "piet",
      ip: "203.0.113.9",
      privateIp: "10.4.0.18",
    },
    {
      ...person,
      actorId: "1190000000000000103",
      email: "ilse.bos@acme.test",
      firstName: "Ilse",
      lastName: "Bos",
      title: "Counsel",
      department: "Legal",
      division: "Corporate",
      managerActorId: "1190000000000000102",
      deviceUid: "1190000000000000557",
      deviceName: "LAP-ILSE-01",
      deviceUser: "ilse.bos",
      operatingSystem: "macOS 15.1",
      ip: "203.0.113.10",
      privateIp: "10.4.0.19",
    },
    {
      ...person,
      actorId: "1190000000000000104",
      email: "piet.jansen@contractors.test",
      firstName: "Piet",
      lastName: "Jansen",
      title: "Engineering Manager",
      parentActorId: "1190000000000000102",
      deviceUid: "1190000000000000558",
      deviceName: "LAP-PIET-02",
      deviceUser: "pjansen",
      ip: "203.0.113.9",
      privateIp: "10.4.0.20",
    },
  ];
}

function createPerson(seed: number, index: number, startedAt: number): Person {
  const random = createRandom(seed, "person", index);
  const firstName = random.pick(firstNames);
  const lastName = random.pick(lastNames);
  const number = String(index + 1);
  const user = `${firstName}.${lastName}${number}`.toLowerCase();
  return {
    ...person,
    ...random.pick(jobs),
    ...random.pick(places),
    actorId: String(1_190_000_000_000_001_000n + BigInt(index)),
    email: `${user}@acme.test`,
    firstName,
    lastName,
    active: !random.chance(0.05),
    employeeType: random.pick(["full-time", "full-time", "part-time", "contractor"]),
    // Ten people to a manager; the first ten have the one whom everybody knows.
    managerActorId:
      index < 10 ? "1190000000000000102" : String(1_190_000_000_000_001_000n + BigInt(Math.floor(index / 10) - 1)),
    startDate: date(startedAt - random.integer(60, 3000) * dayMs),
    endDate: random.chance(0.05) ? date(startedAt + random.integer(3, 90) * dayMs) : null,
    deviceUid: String(1_190_000_000_000_500_000n + BigInt(index)),
    deviceName: `LAP-${firstName.toUpperCase()}-${number}`,
    deviceUser: user,
    operatingSystem: random.pick(systems),
    ip: `198.51.100.${String(random.integer(1, 254))}`,
    privateIp: `10.5.${String(random.integer(0, 255))}.${String(random.integer(2, 254))}`,
  };
}

function date(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
