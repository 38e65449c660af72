import { parse } from "yaml";
import { lintManifest } from "../src/manifest/lint.ts";
import type { Figure } from "./figure.ts";

const MANIFESTS = 1000;
const COMMANDS = 50;
const WARM_UP = 20;

/** Linting 1,000 manifests of 50 commands against the `yaml` package merely parsing them, manifest by manifest. */
export async function lint(): Promise<Figure> {
  for (let index = 0; index < WARM_UP; index++) {
    parse(manifest(index));
    lintManifest(manifest(index), "warm-up.yml");
  }
  let ours = 0;
  let theirs = 0;
  for (let index = 0; index < MANIFESTS; index++) {
    const text = manifest(index);
    const lintIt = (): void => {
      ours += time(() => {
        const findings = lintManifest(text, "synthetic.yml");
        if (findings.length > 0)
          throw new Error(`The benchmark's manifest has a fault: ${String(findings[0]?.message)}`);
      });
    };
    // Who comes second finds warm caches: take turns.
    if (index % 2 === 0) lintIt();
    theirs += time(() => void parse(text));
    if (index % 2 === 1) lintIt();
  }
  return {
    name: "lint of 1,000 manifests of 50 commands",
    floor: "the yaml package parsing the same texts",
    ours,
    theirs,
    unit: "ms",
    ratio: ours / theirs,
    bar: { atMost: 2 },
  };
}

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** A manifest without faults; no two are alike. */
function manifest(index: number): string {
  const commands = Array.from({ length: COMMANDS }, (_, number) => command(index, number));
  return `commonfields:
  id: Vendor ${index}
  version: -1
name: Vendor ${index}
display: Vendor ${index}
category: Analytics & SIEM
description: The synthetic integration number ${index}.
configuration:
- name: url
  display: Server URL
  type: 0
  defaultvalue: https://vendor-${index}.example.com
  required: true
- name: credentials
  display: API client
  type: 9
  required: true
- name: insecure
  display: Trust any certificate (not secure)
  type: 8
  defaultvalue: 'false'
script:
  type: javascript
  script: ''
  commands:
${commands.join("")}`;
}

function command(index: number, number: number): string {
  const name = `vendor-thing-${number}-get`;
  const prefix = `Vendor${index}.Thing${number}`;
  return `  - name: ${name}
    description: Gets the things of kind ${number}, newest first.
    arguments:
    - name: id
      description: ID of the thing.
      required: true
      default: true
      isArray: true
    - name: state
      description: Only things in this state.
      auto: PREDEFINED
      predefined:
      - OPEN
      - CLOSED
      - '${index}-${number}'
      defaultValue: OPEN
    - name: limit
      description: How many things to give at most.
      type: number
      defaultValue: '${number + 1}'
    outputs:
    - contextPath: ${prefix}.ID
      description: ID of the thing.
      type: String
    - contextPath: ${prefix}.Name
      description: What people call it, "${name}" for example.
      type: String
    - contextPath: ${prefix}.CreatedAt
      description: When it was made.
      type: Date
`;
}
