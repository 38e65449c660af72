import { expect } from "chai";
import { exampleParts, requestCost, type CommandExample } from "../../src/manifest/generate-docs-example.ts";
import type { Command } from "../../src/manifest/manifest.ts";
import { manifestOf } from "./manifest-of.ts";

function commandOf(polling: boolean): Command {
  const manifest = manifestOf(
    JSON.stringify({ commonfields: { id: "Acme" }, script: { commands: [{ name: "acme-get", polling }] } }),
  );
  const [command] = manifest.commands;
  if (!command) throw new Error("no command");
  return command;
}

const example: CommandExample = {
  command: "acme-get",
  line: "soar run acme-get",
  readable: "ok",
  context: {},
  isInIncident: false,
  requests: [],
};

/** What is said of requests given as `GET /path`, with a `+` behind those for pages. */
function costOf(requests: string[], polling = false): string {
  const read = requests.map((request) => {
    const [method = "", path = ""] = request.replace("+", "").split(" ");
    return { method, path, isPage: request.endsWith("+") };
  });
  return requestCost({ ...example, requests: read }, commandOf(polling));
}

describe("the cost of a run in requests", () => {
  it("names what was asked, with ids left out", () => {
    expect(costOf([])).to.equal("none");
    expect(costOf(["GET /v2/users/1190/roles"])).to.equal("1 in the example: `GET /v2/users/{…}/roles`");
    expect(costOf(["GET /users/a@b.test", "POST /v1/x%20y"])).to.equal(
      "2 in the example: `GET /users/{…}`, `POST /v1/{…}`",
    );
  });

  it("says what makes them more", () => {
    expect(costOf(["GET /a+"])).to.equal("1 in the example: `GET /a` (one for each page)");
    expect(costOf(["GET /a+", "GET /a+"])).to.equal("2 in the example: `GET /a` (2 times, one for each page)");
    expect(costOf(["GET /u/1", "GET /u/2"])).to.equal("2 in the example: `GET /u/{…}` (2 times, one for each)");
    expect(costOf(["GET /a", "GET /a"])).to.equal("2 in the example: `GET /a` (2 times)");
    expect(costOf(["GET /a", "GET /a"], true)).to.equal("2 in the example: `GET /a` (2 times, until it is done)");
  });
});

describe("the context of a run", () => {
  const contextOf = (context: CommandExample["context"]) => {
    const [, , , , json = "", note] = exampleParts({ ...example, context });
    const text = json.replace(/^<!-- prettier-ignore -->\n```json\n/, "").replace(/\n```$/, "");
    return { shown: JSON.parse(text) as unknown, note };
  };

  it("is shown whole when its lists are short", () => {
    const context = { A: [{ b: [1, 2] }], B: [], C: null };
    expect(contextOf(context)).to.deep.equal({ shown: context, note: undefined });
  });

  it("has its lists cut, to one object or two plain values, and says how long they were", () => {
    const context = { A: { B: [{ c: [1, 2, 3], d: 4 }, {}] }, E: [["x"], ["y", "z", "w"], []] };
    expect(contextOf(context)).to.deep.equal({
      shown: { A: { B: [{ c: [1, 2], d: 4 }] }, E: [["x"], ["y", "z"]] },
      note: "Lists are cut to their beginning: `A.B` (2 in the run), `A.B[].c` (3 in the run), `E` (3 in the run), `E[]` (3 in the run).",
    });
  });

  it("is left out when the run added nothing", () => {
    expect(exampleParts(example)).to.deep.equal(["Example:", "```sh\nsoar run acme-get\n```", "```text\nok\n```"]);
  });
});
