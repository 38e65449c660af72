import { authParameter } from "./auth.ts";
import { namesOf, type FileTree, type IntegrationSpec } from "./scaffold.ts";

/** What is recorded of a new integration, and in which folder; its tests replay it. */
export function samplesOf({ name }: Pick<IntegrationSpec, "name">): { folder: string; line: string }[] {
  return [
    "test-module",
    "fetch-incidents",
    `!${name}-item-get id=item-1`,
    `!${name}-item-list limit=2`,
    `!${name}-item-create title="Look into it" severity=high reference=ticket-1`,
  ].map((line) => ({ folder: "test_data/items", line }));
}

/** The tests of a new integration: against recorded answers, and against its simulator. */
export function testFiles(spec: IntegrationSpec): FileTree {
  const { name, brand } = namesOf(spec);
  return {
    [`test/commands/${name}-item-get.test.ts`]: getTest(name, brand),
    [`test/commands/${name}-item-list.test.ts`]: listTest(name, brand),
    [`test/commands/${name}-item-create.test.ts`]: createTest(name, brand),
    "test/commands/fetch-incidents.test.ts": fetchTest(),
    "test/commands/test-module.test.ts": moduleTest(spec),
  };
}

// --- internal ---

const INTEGRATION = `const integration = fileURLToPath(new URL("../..", import.meta.url));`;
const REPLAY = `${INTEGRATION}
const replay = fileURLToPath(new URL("../../test_data/items", import.meta.url));`;

/** What `seed: 1` gives at a time that stands still. */
const START = `{ seed: 1, startAt: "2026-01-05T12:00:00Z" }`;

const SIMULATOR = `  let simulator: TestSimulator;
  before(async () => {
    simulator = await startSimulator(integration, ${START});
  });
  after(() => simulator.close());`;

function getTest(name: string, brand: string): string {
  return `import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { assertContext, assertEntry, runCommand, startSimulator } from "soarkit/testing";

const command = "${name}-item-get";
${REPLAY}

describe(command, () => {
  it("puts an item into the context", async () => {
    const outcome = await runCommand(command, { id: "item-1" }, { integration, replay });
    assertContext(outcome, {
      ${brand}: {
        Item: {
          ID: "item-1",
          Title: "Many failed sign-ins",
          Severity: "medium",
          Reference: null,
          Created: "2026-01-04T12:00:00.000Z",
        },
      },
    });
  });

  it("warns where there is no such item", async () => {
    const simulator = await startSimulator(integration);
    try {
      const outcome = await runCommand(command, { id: "none" }, { integration, simulator });
      assertEntry(outcome, { type: "warning", contents: "There is no item none." });
      expect(outcome.context).to.deep.equal({});
    } finally {
      await simulator.close();
    }
  });
});
`;
}

function listTest(name: string, brand: string): string {
  return `import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runCommand, startSimulator, type TestSimulator } from "soarkit/testing";

const command = "${name}-item-list";
${REPLAY}

describe(command, () => {
${SIMULATOR}

  it("lists as many as are asked for, the oldest first", async () => {
    const { result } = await runCommand(command, { limit: "2" }, { integration, replay });
    const items = result?.context?.["${brand}.Item"];
    expect(items).to.have.length(2);
    expect(items).to.have.nested.property("[0].ID", "item-1");
  });

  it("lists all pages", async () => {
    const { result } = await runCommand(command, {}, { integration, simulator });
    expect(result?.context?.["${brand}.Item"]).to.have.length(25);
  });

  it("finds by time", async () => {
    const { result } = await runCommand(command, { created_after: "3 hours ago" }, { integration, simulator });
    expect(result?.context?.["${brand}.Item"]).to.have.length(4);
  });

  it("refuses a limit below 1", async () => {
    const { error } = await runCommand(command, { limit: "0" }, { integration, simulator });
    expect(error?.code).to.equal("ARGUMENT");
  });
});
`;
}

function createTest(name: string, brand: string): string {
  return `import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { assertContext, runCommand, startSimulator } from "soarkit/testing";

const command = "${name}-item-create";
${REPLAY}
const args = { title: "Look into it", severity: "high", reference: "ticket-1" };

describe(command, () => {
  it("puts the new item into the context", async () => {
    const outcome = await runCommand(command, args, { integration, replay });
    assertContext(outcome, {
      ${brand}: {
        Item: {
          ID: "item-26",
          Title: "Look into it",
          Severity: "high",
          Reference: "ticket-1",
          Created: "2026-01-05T12:00:00.000Z",
        },
      },
    });
  });

  it("makes one item, however often it is run", async () => {
    const simulator = await startSimulator(integration);
    try {
      await runCommand(command, args, { integration, simulator });
      await runCommand(command, args, { integration, simulator });
      const applied = (await simulator.requests()).filter((request) => request.applied);
      expect(applied.map(({ method, path }) => \`\${method} \${path}\`)).to.deep.equal(["POST /items"]);
    } finally {
      await simulator.close();
    }
  });
});
`;
}

function fetchTest(): string {
  return `import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runFetch, startSimulator, type TestSimulator } from "soarkit/testing";

${REPLAY}

/** \`item-1\`, \`item-2\` and so on. */
const ids = (count: number) => Array.from({ length: count }, (_, index) => \`item-\${index + 1}\`);

describe("fetch-incidents", () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await startSimulator(integration, ${START});
  });
  afterEach(() => simulator.close());

  it("makes an incident of an item", async () => {
    const { incidents } = await runFetch({ integration, replay });
    expect(incidents).to.have.length(25);
    expect(incidents[0]).to.include({ sourceId: "item-1", occurred: "2026-01-04T12:00:00.000Z", severity: 2 });
  });

  it("makes one of each item, also of those that show up late", async () => {
    const between = () => simulator.control("/items", { stream: "items", count: 2, lateMs: 600_000 });
    const { incidents } = await runFetch({ integration, simulator, runs: 3, between });
    expect(incidents.map(({ sourceId }) => sourceId)).to.deep.equal(ids(29));
  });

  it("makes max_fetch at once, and the others with the next runs", async () => {
    const { incidents, pages } = await runFetch({ integration, simulator, runs: 3, params: { max_fetch: "10" } });
    expect(incidents.map(({ sourceId }) => sourceId)).to.deep.equal(ids(25));
    expect(pages.map((run) => run.flatMap(({ items }) => items).length)).to.deep.equal([10, 10, 5]);
  });

  it("goes back no further than first_fetch, and begins there even when there is nothing", async () => {
    const params = { first_fetch: "90 minutes" };
    const { incidents, lastRun } = await runFetch({ integration, simulator, params });
    expect(incidents.map(({ sourceId }) => sourceId)).to.deep.equal(["item-24", "item-25"]);
    expect(lastRun).to.deep.equal({ floor: 1767609000000, since: 1767614400000 });
  });

  it("says which parameter is wrong, and that it cannot go on from what another version kept", async () => {
    const params = { first_fetch: "soon", look_back: "later" };
    const { error } = await runFetch({ integration, simulator, params });
    expect(error?.message).to.equal('Not a number with a unit of time: first_fetch: "soon", look_back: "later".');
    const foreign = await runFetch({ integration, simulator, lastRun: { time: 1 } });
    expect(foreign.error?.code).to.equal("PARAMETER");
  });
});
`;
}

function moduleTest(spec: IntegrationSpec): string {
  const secret = authParameter(spec)?.env.at(-1);
  const refused = `

  it("says that the credentials are wrong", async () => {
    const env = { ...simulator.env, ${secret ?? ""}: "wrong" };
    const { error } = await runTest({ integration, env });
    expect(error?.code).to.equal("CREDENTIALS");
  });`;
  return `import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runTest, startSimulator, type TestSimulator } from "soarkit/testing";

${INTEGRATION}

describe("test-module", () => {
${SIMULATOR}

  it("is content with an instance that can fetch", async () => {
    expect((await runTest({ integration, simulator })).error).to.equal(undefined);
  });${secret === undefined ? "" : refused}

  it("is not, where a parameter is wrong", async () => {
    const { error } = await runTest({ integration, simulator, params: { look_back: "later" } });
    expect(error?.code).to.equal("PARAMETER");
  });
});
`;
}
