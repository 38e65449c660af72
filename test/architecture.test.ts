import { expect } from "chai";
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The rooms of `src`, in order: a folder imports only from those before it. */
const ORDER = [
  "errors",
  "json",
  "nearest",
  "secret-sieve",
  "secrets",
  "log",
  "durable-step",
  "file-lock",
  "simulator",
  "manifest",
  "instance",
  "context",
  "values",
  "output",
  "http",
  "incidents",
  "events",
  "dispatch",
  "playbooks",
  "store",
  "engine",
  "scaffold",
  "export",
  "server",
  "testing",
  "prove",
  "cli",
];

/** Rooms that see less than their place in the order would let them. */
const ONLY: Record<string, string[]> = { simulator: ["errors", "json", "log", "file-lock"] };

interface Import {
  from: string;
  to: string;
  /** Erased at run time, so it cannot make a cycle. */
  isType: boolean;
}

function sources(pattern: string): string[] {
  return globSync(pattern, { cwd: root }).map((path) => path.replaceAll("\\", "/"));
}

function importsOf(path: string): Import[] {
  const text = readFileSync(join(root, path), "utf8");
  const statements = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^"';]*?from\s+"([^"]+)"|import\(\s*"([^"]+)"\s*\)/g,
  );
  return [...statements].map((match) => {
    const target = match[2] ?? match[3] ?? "";
    const to = target.startsWith(".") ? normalize(join(dirname(path), target)) : target;
    return { from: path, to, isType: match[1] !== undefined };
  });
}

/** `src/http/client.ts` → `http`; `src/errors.ts` → `errors`. */
function roomOf(path: string): string {
  return path.split("/")[1]?.replace(/\.ts$/, "") ?? "";
}

describe("architecture", () => {
  const inSource = sources("src/**/*.ts").flatMap(importsOf);

  it("lets a folder of src import only from the folders before it", () => {
    const wrong = inSource
      .filter(({ from, to }) => to.startsWith("src/") && roomOf(from) !== roomOf(to) && roomOf(from) !== "index")
      .filter(({ from, to }) => {
        const room = roomOf(from);
        const allowed = ONLY[room] ?? ORDER.slice(0, ORDER.indexOf(room));
        return !allowed.includes(roomOf(to));
      });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).to.deep.equal([]);
  });

  it("knows every folder of src", () => {
    const rooms = new Set(sources("src/**/*.ts").map(roomOf));
    expect([...rooms].filter((room) => room !== "index" && !ORDER.includes(room))).to.deep.equal([]);
  });

  it("never lets src import the integration", () => {
    const wrong = inSource.filter(({ to }) => to.startsWith("commands/"));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).to.deep.equal([]);
  });

  it("keeps the vendor's name out of src", () => {
    const naming = sources("src/**/*.ts").filter((path) =>
      /code42|incydr/i.test(readFileSync(join(root, path), "utf8")),
    );
    expect(naming).to.deep.equal([]);
  });

  it("lets the integration import soarkit by its name only", () => {
    const wrong = sources("commands/**/*.ts")
      .flatMap(importsOf)
      .filter(({ to }) => to.startsWith("src/") || to.startsWith("test/"));
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).to.deep.equal([]);
  });

  it("has no cycle of imports", () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, isType } of [...inSource, ...sources("commands/**/*.ts").flatMap(importsOf)]) {
      if (!isType) graph.set(from, [...(graph.get(from) ?? []), to]);
    }
    expect(findCycle(graph)).to.deep.equal([]);
  });

  it("prints and exits only in cli", () => {
    const wrong = sources("src/**/*.ts")
      .filter((path) => roomOf(path) !== "cli")
      .filter((path) => /\bconsole\.|process\.(?:exit|stdout|stderr)/.test(readFileSync(join(root, path), "utf8")));
    expect(wrong).to.deep.equal([]);
  });

  it("has every test run by one of the two that run side by side", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    const [, processes = ""] = /^mocha ('\S+')$/.exec(scripts["unit:processes"] ?? "") ?? [];
    expect(processes).not.to.equal("");
    expect(scripts["unit:rest"]).to.equal(`mocha --ignore ${processes} 'test/**/*.test.ts'`);
  });

  it("keeps files under 300 lines and their names honest", () => {
    const paths = [...sources("src/**/*.ts"), ...sources("commands/**/*.ts")].filter(
      (path) => !path.endsWith(".gen.ts"),
    );
    const long = paths.filter((path) => readFileSync(join(root, path), "utf8").split("\n").length > 300);
    expect(long).to.deep.equal([]);
    expect(
      paths.filter((path) => /(?:^|\/)(?:utils?|helpers?|common|constants|types)(?:\/|\.ts$)/.test(path)),
    ).to.deep.equal([]);
  });
});

/** The files of one cycle, or an empty list. */
function findCycle(graph: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const visit = (node: string, trail: string[]): string[] => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return [];
    done.add(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...trail, node]);
      if (cycle.length > 0) return cycle;
    }
    return [];
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
