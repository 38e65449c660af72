import type { World } from "../../../src/cli/complete/world.ts";
import { manifestOf } from "../../manifest/manifest-of.ts";

/** An integration with an argument of every kind. */
export const BEACON = manifestOf(`
commonfields: {id: Beacon}
script:
  commands:
  - name: beacon-light
    description: Lights a beacon. It burns until it is put out.
    arguments:
    - {name: note, description: Why. For the record.}
    - {name: colour, description: Its colour., auto: PREDEFINED, predefined: [red, green, grey], defaultValue: green}
    - {name: id, description: Number of the beacon., required: true, default: true}
    - {name: loud, description: Sound the horn., type: boolean}
    - {name: old, deprecated: true, description: Nobody uses it.}
    - {name: watch, description: Who watches., isArray: true}
    - {name: signs, description: What to show., isArray: true, auto: PREDEFINED, predefined: [flag, lamp, smoke]}
    - {name: password, description: Of the keeper., secret: true}
    - {name: incidentId, description: What it is about.}
    x-soar: {effect: write, aliases: [light]}
  - name: beacon-douse
    description: Puts a beacon out.
    deprecated: true
    arguments:
    - {name: id, description: Number of the beacon., required: true}
  - name: beacon-list
    description: Lists the beacons.
  - name: beacon-secret
    description: Is not shown.
    hidden: true
`);

/** A world in which everything has a name. */
export function worldOf(parts: Partial<World> = {}): World {
  return {
    commands: () => Promise.resolve(BEACON.commands),
    instances: () => Promise.resolve([{ name: "north" }, { name: "south", description: "../beacon" }]),
    incidents: (prefix) =>
      Promise.resolve([
        { id: "12", name: "Fire on the hill" },
        { id: "7", name: "Fog" },
      ]).then((all) => all.filter(({ id }) => id.startsWith(prefix))),
    streams: () => Promise.resolve([{ name: "signals", description: "what was seen" }, { name: "tides" }]),
    sinks: () => Promise.resolve([{ name: "siem", description: "splunk" }, { name: "-" }]),
    closeReasons: () => Promise.resolve(["Burnt out", "False alarm"]),
    collectors: () => Promise.resolve(["north", "south"]),
    context: () => Promise.resolve({ Beacon: [{ ID: 4, Colour: "red" }, { ID: 5 }], File: { Name: "a" } }),
    files: () => Promise.resolve([{ entryId: "3@playground", name: "chart.pdf" }]),
    lines: () =>
      Promise.resolve([
        '!beacon-light id=9 note="wind from the \\"west\\"" watch=ann,bob',
        "!beacon-douse id=4",
        '!light id=8 password="" note=***',
        '!beacon-light id="open',
        "!beacon-light id=9",
      ]),
    knobs: () => Promise.resolve([{ name: "beacons", description: "how many", value: "N" }]),
    ...parts,
  };
}

/** What of the candidates a test looks at. */
export function values(candidates: readonly { value: string }[]): string[] {
  return candidates.map(({ value }) => value);
}
