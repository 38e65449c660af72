import { expect } from "chai";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { itRefuses, tell, type BadCase, type ToldError } from "./refusals.ts";
import { startSimulator, temporaryFolder, type RunningSimulator } from "./soar.ts";

/** An error of whoever configures the instance. */
function parameter(message: string, hint: string): { exit: number; error: ToldError } {
  return { exit: 2, error: { code: "PARAMETER", who: "administrator", message, hint } };
}

/** An instance as the environment describes it. */
function environment(url: string, clientId = "key-1"): Record<string, string> {
  return { CODE42_API_URL: url, CODE42_CLIENT_ID: clientId, CODE42_CLIENT_SECRET: "not-a-secret" };
}

const SET = "Set the variable named, or write the parameter under params of the instance in soar.yml.";

const URLS: BadCase[] = [
  {
    it: "names the variables where nothing is configured",
    args: ["test"],
    ...parameter(
      'Missing parameter "credentials.identifier" (API client ID): set CODE42_CLIENT_ID or SOAR_CREDENTIALS_IDENTIFIER.\n' +
        'Missing parameter "credentials.password" (API client secret): set CODE42_CLIENT_SECRET or SOAR_CREDENTIALS_PASSWORD.',
      SET,
    ),
  },
  {
    it: "refuses a URL that is none",
    args: ["test"],
    env: environment("not a url"),
    ...parameter('api_url is no URL: "not a url".', "Set api_url to a host such as api.us.code42.com."),
  },
  {
    it: "refuses plain http to another machine",
    args: ["test"],
    env: environment("http://api.us.code42.com"),
    ...parameter(
      'api_url must use https, got "http://api.us.code42.com".',
      "Set api_url to a host such as api.us.code42.com.",
    ),
  },
  {
    it: "refuses a path in the URL",
    args: ["test"],
    env: environment("api.us.code42.com/v1"),
    ...parameter(
      "api_url must be a host alone, without path, query or user.",
      "Set api_url to a host such as api.us.code42.com.",
    ),
  },
  {
    it: "names the API's host where the console's is given",
    args: ["test"],
    env: environment("https://console.us2.code42.com"),
    ...parameter("api_url is no API domain: console.us2.code42.com.", "Did you mean api.us2.code42.com?"),
  },
  {
    it: "reports a console of another region together with a client id that is none",
    args: ["run", "code42-alert-get", "id=1"],
    env: {
      ...environment("api.us2.code42.com", "mara@example.com"),
      CODE42_CONSOLE_URL: "https://console.us.code42.com",
    },
    ...parameter(
      "console_url and api_url are of different regions: console.us.code42.com and api.us2.code42.com. " +
        'The API client id must begin with "key-" and hold no "@", got "mara@example.com".',
      "With api.us2.code42.com goes console.us2.code42.com; take the region of the console you sign in to. " +
        "Give the id of an API client, not a user name; the Incydr console shows it under API Clients.",
    ),
  },
  {
    it: "refuses a fetch limit that is none, before it asks for anything",
    args: ["fetch"],
    env: { ...environment("http://127.0.0.1:1"), SOAR_FETCH_LIMIT: "many" },
    ...parameter(
      'fetch_limit must be a whole number from 1 to 1000, got "many".',
      "Set it in soar.yml or the environment. What does not fit into one run comes with the next.",
    ),
  },
  {
    it: "refuses a budget that is none",
    args: ["test"],
    env: { ...environment("http://127.0.0.1:1"), SOAR_BUDGET: "lots" },
    ...parameter(
      'SOAR_BUDGET must be requests/perMs, not "lots".',
      "For 120 requests a minute write SOAR_BUDGET=120/60000.",
    ),
  },
  {
    it: "refuses a configuration file that is not there",
    args: ["--config", "other.yml", "test"],
    ...parameter("Cannot read FOLDER/other.yml: there is no such file.", "Check the path and its permissions."),
  },
  {
    it: "refuses an instance without a file that could have it",
    args: ["--instance", "prod", "test"],
    ...parameter(
      'There is no instance "prod": FOLDER/soar.yml does not exist.',
      "Write soar.yml or name it by --config. Without one there is the instance default, from the environment.",
    ),
  },
  {
    it: "refuses a store that is none, without the password in its URL",
    args: ["--store", "mysql://soar:hunter2@db/soar", "test"],
    ...parameter(
      'The store\'s URL must be sqlite:PATH, got "mysql://***@db/soar".',
      "Use --store sqlite:PATH, such as sqlite:.soar/soar.db. SQLite is the only store supported so far.",
    ),
  },
];

/** Each with a soar.yml of its own. */
const FILES: (Omit<BadCase, "args"> & { yaml: string | Buffer; args?: string[] })[] = [
  {
    it: "names every fault of soar.yml with line and column",
    yaml: [
      "instances:",
      "  - name: prod",
      "    paramz: {}",
      "    params:",
      '      credentials: { identifier: key-1, password: "${env:NOPE}" }',
      "  - name: prod",
      "    params:",
      '      credentials: { identifier: key-1, password: "${file:nope.txt}" }',
      '      api_url: "${vault:url}"',
      "  - params: {}",
    ].join("\n"),
    ...parameter(
      [
        "The configuration has faults:",
        'FOLDER/soar.yml:3:5 M070 Instance "prod" has an unknown key "paramz". Did you mean "params"?',
        "FOLDER/soar.yml:5:51 M012 params.credentials.password: The environment variable NOPE is not set.",
        'FOLDER/soar.yml:6:11 M003 Instance "prod" is there twice.',
        "FOLDER/soar.yml:8:51 M012 params.credentials.password: Cannot read the file: ENOENT: no such file or " +
          "directory, stat 'FOLDER/nope.txt'.",
        'FOLDER/soar.yml:9:16 M012 params.api_url: "${vault:url}" refers to nothing known; write ${env:NAME} or ' +
          "${file:PATH}.",
        'FOLDER/soar.yml:10:5 M010 An instance has no "name".',
      ].join("\n"),
      "Correct the file at these places.",
    ),
  },
  {
    it: "names the faults of all instances, each with its instance",
    yaml: [
      "instances:",
      "  - name: prod",
      "    params:",
      "      credentials: { identifier: key-1, pasword: x }",
      "      isFetch: maybe",
      "  - name: test",
      "    integration: ./nowhere",
      "  - name: lab",
      "    params: { api_ulr: x, credentials: { identifier: key-1, password: y }, alert_severity: [Hgh] }",
    ].join("\n"),
    ...parameter(
      [
        'Instance "prod": Unknown key "credentials.pasword". Did you mean "password"?',
        'Instance "prod": Missing parameter "credentials.password" (API client secret): set CODE42_CLIENT_SECRET or ' +
          "SOAR_CREDENTIALS_PASSWORD.",
        'Instance "prod": Parameter "isFetch" must be true or false (or yes, no), not "maybe" (from soar.yml).',
        'Instance "test": FOLDER/nowhere holds no integration.yml.',
        'Instance "lab": Unknown parameter "api_ulr". Did you mean "api_url"?',
        'Instance "lab": Parameter "alert_severity" must be one of Critical, High, Moderate, Low, not "Hgh". ' +
          'Did you mean "High"? (from soar.yml).',
      ].join("\n"),
      `${SET} Correct the instance's \`integration\`: the folder, from soar.yml's own.`,
    ),
  },
  {
    it: "names the nearest instance",
    yaml: "instances: [{ name: prod }, { name: test }]",
    args: ["--instance", "prd", "test"],
    ...parameter('There is no instance "prd" in FOLDER/soar.yml. Did you mean "prod"?', "The file has: prod, test."),
  },
  {
    it: "refuses what is no YAML",
    yaml: "instances: [\n",
    ...parameter(
      "The configuration has faults:\nFOLDER/soar.yml:2:1 M001 This is not YAML: Flow sequence in block collection " +
        "must be sufficiently indented and end with a ].",
      "Mend the text at this place.",
    ),
  },
  {
    it: "refuses what is no text",
    yaml: Buffer.from([0x69, 0xff, 0xfe, 0x00]),
    ...parameter("FOLDER/soar.yml is no text in UTF-8.", "Save it as UTF-8."),
  },
  {
    it: "refuses an empty file",
    yaml: "",
    ...parameter(
      "The configuration has faults:\nFOLDER/soar.yml:1:1 M006 The file is no map of keys and values.",
      "It begins with instances:.",
    ),
  },
];

describe("a configuration that is wrong", () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  describe("in the environment or on the command line", () => {
    itRefuses(URLS, () => ({ cwd: folder.path, names: { FOLDER: folder.path } }));
  });

  describe("in soar.yml", () => {
    const cases = FILES.map((file, index) => {
      const cwd = join(folder.path, String(index));
      mkdirSync(cwd);
      writeFileSync(join(cwd, "soar.yml"), file.yaml);
      return { args: ["test"], ...file, cwd, names: { FOLDER: cwd } };
    });
    for (const bad of cases) {
      it(bad.it, async () => {
        const { exit, error } = await tell(bad.args, bad);
        expect(error).to.deep.equal(bad.error);
        expect(exit).to.equal(bad.exit);
      });
    }
  });

  describe("once it is right", () => {
    let simulator: RunningSimulator;
    before(async () => {
      simulator = await startSimulator(["--rate", "0"]);
    });
    after(() => simulator.stop());

    it("works, with references to the environment and to a file", async () => {
      const cwd = join(folder.path, "right");
      mkdirSync(cwd);
      writeFileSync(join(cwd, "secret.txt"), `${simulator.clientSecret}\n`);
      writeFileSync(
        join(cwd, "soar.yml"),
        [
          "instances:",
          "  - name: prod",
          "    params:",
          '      api_url: "${env:URL}"',
          `      credentials: { identifier: ${simulator.clientId}, password: "\${file:secret.txt}" }`,
        ].join("\n"),
      );
      const right = await tell(["test"], { cwd, env: { URL: `${simulator.url}/` } });
      expect(right.document).to.deep.equal({ instances: [{ instance: "prod", ok: true }] });
      expect([right.exit, right.stderr]).to.deep.equal([0, ""]);
      rmSync(join(cwd, "secret.txt"));
      const wrong = await tell(["test"], { cwd, env: { URL: simulator.url } });
      expect([wrong.exit, wrong.error?.code]).to.deep.equal([2, "PARAMETER"]);
    });

    it("works with a home folder that is not there and cannot be made", async () => {
      const cwd = join(folder.path, "homeless");
      mkdirSync(cwd);
      const { exit, stderr } = await tell(["run", "code42-watchlists-list"], {
        cwd,
        env: { ...simulator.env, HOME: "/proc/nowhere", XDG_CONFIG_HOME: "/proc/nowhere", TMPDIR: "/proc/nowhere" },
      });
      expect([exit, stderr]).to.deep.equal([0, ""]);
    });
  });
});
