import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import { lintManifest } from "../../src/manifest/lint.ts";
import { GOOD } from "./good-manifest.ts";

const broken = new URL("broken/", import.meta.url);

/** File → place, code, severity and message of every finding in it. */
const expected: Record<string, [string, string][]> = {
  "commands.yml": [
    ["14:18 M015 warning", 'Command "thing-get" is deprecated, and its description does not say so.'],
    ["16:14 M055 error", '"timeout" of command "thing-get" is no whole number above 0.'],
    ["20:17 M012 error", '"required" of argument "id" of "thing-get" must be true or false, not "perhaps".'],
    ["22:13 M041 error", 'Argument "id" of "thing-get" is declared twice.'],
    [
      "26:16 M043 warning",
      'Argument "state" of "thing-get" is a second positional argument; only the first is filled by a value without a name.',
    ],
    ["29:7 M054 warning", 'Argument "state" of "thing-get" has a choice twice.'],
    ["32:21 M044 warning", 'The default of argument "state" of "thing-get" is not among its choices.'],
    ["35:13 M045 warning", 'Argument "kind" of "thing-get" is a closed choice without choices, so any value goes.'],
    ["38:13 M046 warning", 'Argument "mode" of "thing-get" has an unknown auto.'],
    ["44:21 M050 error", 'The default of argument "limit" of "thing-get" must be a whole number, not "ten".'],
    ["45:7 M011 warning", 'Argument "since" of "thing-get" has no "description".'],
    ["46:13 M049 warning", 'Argument "since" of "thing-get" has the unknown type "datum".'],
    [
      "47:13 M053 warning",
      'Argument "using" of "thing-get" is taken by the platform for itself: the handler never gets it.',
    ],
    ["49:13 M052 error", 'Argument "two words" of "thing-get" has a name that cannot be typed.'],
    ["51:7 M010 error", 'An argument of "thing-get" has no "name".'],
    ["55:13 M048 warning", 'Output "Vendor.Thing.ID" of "thing-get" has the unknown type "Sting".'],
    ["56:20 M042 warning", 'Output "Vendor.Thing.ID" of "thing-get" is declared twice.'],
    ["58:20 M047 error", 'Output "Vendor..Name" of "thing-get" is no dotted path.'],
    ["60:20 M047 error", 'Output "Vendor.Thing(val.ID)" of "thing-get" is no dotted path.'],
    ["62:7 M010 error", 'An output of "thing-get" has no "contextPath".'],
    ["63:11 M040 error", 'Command "thing-get" is declared twice.'],
    ["65:11 M052 error", 'Command "thing=set" has a name that cannot be typed.'],
    ["70:13 M056 warning", 'Reputation command "ip" lacks an argument "ip" that is required, positional and a list.'],
    ["72:11 M051 warning", '"test-module" is called by the platform itself and needs no declaration.'],
    ["74:5 M011 warning", 'Command "things" has no "description".'],
    ["76:7 M012 error", '"arguments" of command "things" must be a list, not a map.'],
    ["77:14 M012 error", '"outputs" of command "things" must be a list, not "everything".'],
    ["78:5 M012 error", '"commands" of "script" must be a list of maps, not "thing-delete".'],
  ],
  "control.yml": [["1:8 M009 error", "The file holds control characters."]],
  "deep.yml": [["3:307 M002 error", "The file is nested too deeply."]],
  "empty.yml": [["1:1 M006 error", "The file is no map of keys and values."]],
  "form.yml": [
    ["10:3 M039 warning", 'XSOAR has no section "Conect". Did you mean "Connect"?'],
    ["11:3 M039 warning", 'sectionOrder names "Connect" twice.'],
    ["22:17 M031 warning", 'The default URL of "there" is not https.'],
    ["27:11 M036 warning", 'Parameter "nobody" is required and hidden, and has no default: nobody can give it.'],
    ["33:13 M037 warning", 'Parameter "folded" is required and folded away under advanced.'],
    ["35:12 M025 warning", 'Parameter "isFetch" is labelled otherwise than everywhere in XSOAR.'],
    [
      "38:9 M038 warning",
      'Parameter "incidentType" (and 1 more) is in no section, though the manifest orders sections.',
    ],
    ["45:3 M011 warning", 'Parameter "mute" has no "display".'],
    ["51:20 M016 warning", "The integration mirrors incidents, and its fields cannot be mapped."],
    ["53:11 M057 warning", 'The command "endpoint" has none of the arguments ip, id and hostname.'],
    ["57:20 M015 warning", 'Argument "host" of "endpoint" is deprecated, and its description does not say so.'],
  ],
  "incident.yml": [
    ["12:17 M109 warning", 'The default of incidentType is not the declared incident type "Broken Alert".'],
    ["21:5 M070 error", '"incident" has an unknown key "typ". Did you mean "type"?'],
    ["22:40 M100 error", 'The color "red" is none.'],
    ["22:45 M070 error", '"type" of "incident" has an unknown key "layout".'],
    ["24:7 M010 error", 'A field of "incident" has no "name".'],
    ["25:7 M010 error", 'Incident field "Broken ID" has no "cliName".'],
    ["26:36 M101 error", 'The cliName "Broken_Odd" is not of lower-case letters and digits only.'],
    ["26:54 M104 error", 'There is no field type "shortTxt". Did you mean "shortText"?'],
    ["26:64 M070 error", 'Incident field "Broken Odd" has an unknown key "tip".'],
    ["27:39 M004 error", 'The cliName "constructor" is refused.'],
    ["28:15 M108 warning", 'The name of incident field "Severity" does not begin with the integration\'s.'],
    ["28:34 M103 error", 'Incident field "Severity" has the machine name "severity" of one that every incident has.'],
    ["29:55 M105 error", 'Incident field "Broken Grid" is a grid and has no columns.'],
    ["30:59 M105 error", 'Incident field "Broken Choice" is a multiSelect and has no options.'],
    ["30:81 M105 error", 'Incident field "Broken Choice" is a multiSelect and has columns.'],
    ["31:15 M102 error", 'Two incident fields have the name "Broken Choice".'],
    ["31:39 M102 error", 'Two incident fields have the cliName "brokenchoice".'],
    ["31:76 M105 error", 'Incident field "Broken Choice" is a number and has options.'],
    ["37:16 M102 error", 'Two columns of incident field "Broken Columns" have the key "a".'],
    ["37:19 M070 error", 'A column of incident field "Broken Columns" has an unknown key "heading".'],
    ["38:29 M104 error", 'There is no field type "dates". Did you mean "date"?'],
    ["39:9 M010 error", 'A column of incident field "Broken Columns" has no "key".'],
    ["40:15 M010 error", '"severity" of "incident" has no "from".'],
    ["40:17 M070 error", '"severity" of "incident" has an unknown key "form". Did you mean "from"?'],
    ["40:42 M106 error", '"HIGH" is given no severity of XSOAR.'],
    ["40:53 M106 error", '"LOW" is given no severity of XSOAR.'],
    ["40:60 M012 error", '"OK" of "values" of "severity" must be text, not a list.'],
    ["42:7 M010 error", '"mapper" of "incident" has no "name".'],
    ["42:17 M107 error", 'The mapper fills "brokenchoise", which is no declared field. Did you mean "brokenchoice"?'],
    ["42:59 M010 error", '"fields" of "mapper" has no "brokengrid".'],
    ["42:78 M010 error", 'The source of "brokencolumns" has no "root".'],
    ["42:80 M070 error", 'The source of "brokencolumns" has an unknown key "rot". Did you mean "root"?'],
    ["42:96 M012 error", '"name" of "fields" of "mapper" must be text, not a list.'],
    ["43:21 M111 error", 'The close reason "Resolved" names no state of the vendor.'],
    ["43:35 M111 error", 'The close reason "Other" names no state of the vendor.'],
  ],
  "keys.yml": [
    ["1:1 M011 warning", 'The manifest has no "display".'],
    ["1:1 M011 warning", 'The manifest has no "category".'],
    ["1:1 M011 warning", 'The manifest has no "configuration".'],
    ["3:3 M003 error", 'The key "id" is given twice.'],
    ["4:3 M004 error", 'The key "__proto__" is refused.'],
    ["6:5 M008 error", "A key is no text."],
    ["8:7 M007 warning", "Unresolved tag: !custom."],
    ["9:10 M005 error", "No anchor &nothing above."],
    ["11:3 M012 error", '"description" of the manifest must be text, not a list.'],
    ["11:5 M005 error", "The alias *self stands inside its own anchor."],
    ["12:9 M011 warning", '"script" has no "type".'],
    ["12:9 M013 error", "The integration has no command and fetches nothing."],
  ],
  "no-map.yml": [["1:1 M006 error", "The file is no map of keys and values."]],
  "parameters.yml": [
    ["14:17 M031 warning", 'The default URL of "url" is not https.'],
    ["15:12 M035 warning", 'Parameter "url" is in a section that sectionOrder does not name.'],
    ["16:9 M020 error", 'Parameter "url" is declared twice.'],
    ["16:9 M038 warning", 'Parameter "url" (and 12 more) is in no section, though the manifest orders sections.'],
    ["19:3 M010 error", 'A parameter has no "name".'],
    ["22:12 M025 warning", 'Parameter "proxy" is labelled otherwise than everywhere in XSOAR.'],
    ["24:13 M022 error", 'Parameter "proxy" is a checkbox and required, so it could never be left unchecked.'],
    ["27:9 M024 error", 'Parameter "insecure" has a meaning to the platform and must be of type 8, not 0.'],
    ["29:12 M033 warning", 'The label of parameter "verbose" begins in lower case or has an underscore.'],
    ["31:17 M023 error", 'The default of checkbox "verbose" is neither true nor false.'],
    ["34:9 M021 warning", 'Parameter "strange" has the unknown type 99.'],
    ["37:9 M012 error", '"type" of parameter "worse" must be a number, not "text".'],
    ["38:3 M030 error", 'Parameter "severity" is a choice without options.'],
    ["45:3 M034 warning", 'Parameter "state" has an option twice.'],
    ["48:17 M029 warning", 'The default of parameter "state" is not among its options.'],
    ["52:17 M032 error", 'The default of number "page_size" is no number.'],
    ["53:11 M012 error", '"hidden" of parameter "page_size" must be true or false, not "perhaps".'],
    ["57:19 M083 error", '"VENDOR-KEY" is no name of an environment variable.'],
    ["61:11 M083 error", "The variable VENDOR_URL sets two parameters."],
    ["61:30 M070 error", '"x-soar" of parameter "host" has an unknown key "enw". Did you mean "env"?'],
    ["62:9 M026 warning", 'Parameter "fetch_limit" has no default.'],
    ["65:9 M004 error", 'The name "__proto__" is refused.'],
    ["71:12 M027 warning", "The integration fetches incidents without first_fetch."],
    ["71:12 M028 warning", "The integration fetches incidents without the parameter isFetch."],
    ["71:12 M028 warning", "The integration fetches incidents without the parameter incidentType."],
  ],
  "shape.yml": [
    ["1:1 M010 error", 'The manifest has no "commonfields".'],
    ["1:1 M011 warning", 'The manifest has no "display".'],
    ["1:1 M011 warning", 'The manifest has no "description".'],
    ["1:1 M015 warning", "The integration is deprecated, and its description does not say so."],
    ["1:1 M015 warning", "The integration is deprecated, and its display does not say so."],
    ["1:7 M012 error", '"name" of the manifest must be text, not a list.'],
    ["5:3 M011 warning", 'Parameter "choice" has no "display".'],
    ["8:3 M030 error", 'Parameter "choice" is a choice without options.'],
    ["8:5 M012 error", '"options" of parameter "choice" must be a list of texts, not a list.'],
    ["9:3 M012 error", '"configuration" of the manifest must be a list of maps, not "5".'],
    ["12:3 M013 error", "The integration has no command and fetches nothing."],
    ["12:9 M014 warning", 'There is no script type "cobol".'],
    ["14:9 M012 error", '"x-soar" of the manifest must be a map, not "none".'],
  ],
  "soar.yml": [
    ["23:15 M078 error", 'There is no effect "reed".'],
    ["28:16 M077 error", 'The alias "thing-get" of "thing-set" is taken.'],
    ["28:16 M077 error", 'The alias "test-module" of "thing-set" is taken.'],
    ["29:15 M074 error", 'verify of "thing-set" names an unknown command "thing-gets". Did you mean "thing-get"?'],
    [
      "33:15 M079 warning",
      'Command "thing-delete" is destructive and lacks execution: true, by which XSOAR asks before it runs.',
    ],
    ["34:15 M075 error", 'verify of "thing-delete" gives "thing-get" an unknown argument "ids". Did you mean "id"?'],
    ["34:15 M076 error", 'verify of "thing-delete" leaves out "id", which "thing-get" requires.'],
    ["39:15 M079 warning", 'Command "thing-wipe" is marked harmful by execution: true, and its effect is write.'],
    ["40:7 M070 error", '"x-soar" of command "thing-wipe" has an unknown key "verifies".'],
    ["41:15 M082 warning", 'verify of "thing-wipe" uses "thing-set", which does not only read.'],
    ["45:16 M077 error", 'The alias "thing-put" of "thing-list" is taken.'],
    ["46:15 M010 error", '"verify" of command "thing-list" has no "when".'],
    ["46:49 M012 error", '"x" of "args" of "verify" of command "thing-list" must be text, not a list.'],
    ["48:3 M070 error", '"x-soar" has an unknown key "handler". Did you mean "handlers"?'],
    ["49:13 M071 error", '"handlers" leaves the integration\'s folder: ../elsewhere'],
    ["50:14 M071 error", '"simulator" leaves the integration\'s folder: /tmp/simulator.ts'],
    ["52:5 M073 warning", 'No output declares "Vendor.Thing.Number", by which objects are merged.'],
    ["53:5 M072 error", 'No output begins with the context key\'s prefix "Vendor.Thong".'],
    ["54:5 M012 error", 'The context key "Vendor" names no field.'],
    ["55:23 M081 error", '"requests" of "budget" is no whole number above 0.'],
    ["55:40 M070 error", '"budget" has an unknown key "perDay".'],
    ["58:5 M080 error", 'The demo runs an unknown command "thing-gett". Did you mean "thing-get"?'],
    ["59:5 M080 error", 'The demo runs an unknown command "".'],
  ],
  "source.yml": [
    ["15:13 M010 error", '"source" has no "schema".'],
    ["17:7 M124 error", '"baseURL" of "source" sets an unknown parameter "uri". Did you mean "url"?'],
    ["17:7 M124 error", '"secretKey" of "source" sets an unknown parameter "credentials".'],
    ["20:14 M010 error", '"params" of "source" has no "empty".'],
    ["22:7 M125 error", '"signIns" of "source" stands for an unknown stream "sign-in". Did you mean "sign-ins"?'],
    ["24:7 M124 error", '"hosts" of "source" is about "baseUrl", which sets no parameter. Did you mean "baseURL"?'],
    ["25:5 M070 error", '"source" has an unknown key "stream". Did you mean "streams"?'],
  ],
  "streams.yml": [
    ["19:3 M123 warning", "The manifest declares streams, and does not say that the integration fetches events."],
    [
      "20:73 M122 error",
      '"lookBack" of stream "sign-ins" names an unknown parameter "lookback". Did you mean "look_back"?',
    ],
    ["20:90 M122 error", '"limit" of stream "sign-ins" names an unknown parameter "most".'],
    ["20:96 M070 error", 'Stream "sign-ins" has an unknown key "every".'],
    ["21:5 M121 error", '"Sign Outs" is no name of a stream.'],
    ["22:5 M004 error", 'The key "constructor" is refused.'],
    ["23:14 M011 warning", 'Stream "changes" has no "description".'],
    ["23:27 M010 error", 'Stream "changes" has no "eventType".'],
    ["24:5 M010 error", 'Stream "removals" says nothing.'],
    ["25:13 M012 error", '"prints" of "streams" must be a map, not "everything".'],
  ],
  "syntax.yml": [["2:7 M001 error", "This quote is not closed."]],
};

describe("lintManifest", () => {
  for (const [file, findings] of Object.entries(expected)) {
    it(`finds every fault of ${file} at its place`, () => {
      const found = lintManifest(readFileSync(new URL(file, broken), "utf8"), file);
      expect(
        found.map(({ line, column, code, severity, message }) => [`${line}:${column} ${code} ${severity}`, message]),
      ).to.deep.equal(findings);
      for (const { hint } of found) expect(hint).to.not.equal("");
    });
  }

  it("has an expectation for every broken manifest", () => {
    expect(readdirSync(broken).sort()).to.deep.equal(Object.keys(expected).sort());
  });

  for (const path of ["../../integration.yml", "../second/integration.yml"]) {
    it(`finds nothing in ${path.replaceAll("../", "")}`, () => {
      expect(lintManifest(readFileSync(new URL(path, import.meta.url), "utf8"), path)).to.deep.equal([]);
    });
  }

  it("finds nothing in a manifest that uses everything as it should", () => {
    expect(lintManifest(GOOD, "good.yml")).to.deep.equal([]);
  });

  it("asks for the values of a severity, and looks for near names of unknown fields a few times only", () => {
    const targets = Array.from({ length: 40 }, (_, index) => `goodalertid${index}: id`).join(", ");
    const text = GOOD.replace("values: { HIGH: 3, default: 0 }", "").replace("goodalertid: id", targets);
    const found = lintManifest(text, "x.yml");
    expect(found[0]).to.include({ code: "M010", message: '"severity" of "incident" has no "values".' });
    expect(found.filter(({ code }) => code === "M107")).to.have.length(40);
    expect(found.filter(({ message }) => message.endsWith('Did you mean "goodalertid"?'))).to.have.length(30);
  });

  it("asks for the word deprecated in the integration's own description and display", () => {
    const text = GOOD.replace("display: Good", "display: Good\ndeprecated: true");
    expect(lintManifest(text, "x.yml").map(({ code, line }) => [code, line])).to.deep.equal([
      ["M015", 5],
      ["M015", 8],
    ]);
    const said = text.replace("display: Good", "display: Good (Deprecated)").replace("Uses", "Deprecated. Uses");
    expect(lintManifest(said, "x.yml")).to.deep.equal([]);
  });

  it("accepts older names for the parameters of fetching, but wants a limit", () => {
    const text = GOOD.replace("name: max_fetch", "name: fetchLimit").replace("name: first_fetch", "name: fetch_time");
    expect(lintManifest(text, "x.yml")).to.deep.equal([]);
    const without = GOOD.replace("name: max_fetch", "name: most");
    expect(lintManifest(without, "x.yml").map(({ message }) => message)).to.deep.equal([
      "The integration fetches incidents without max_fetch.",
    ]);
  });

  it("wants script to have a type", () => {
    const text = GOOD.replace("  type: javascript\n", "");
    expect(lintManifest(text, "x.yml").map(({ message }) => message)).to.deep.equal(['"script" has no "type".']);
  });

  it("refuses a verify that has nothing to verify", () => {
    const text = GOOD.replace("effect: write", "effect: read");
    expect(lintManifest(text, "x.yml").map(({ code, message }) => [code, message])).to.deep.equal([
      ["M082", 'Command "thing-set" only reads: there is nothing to verify.'],
    ]);
  });

  it("wants permissions to be texts that say something, one or a list of them", () => {
    const text = GOOD.replace("aliases: thing-put", "permissions: [ok, ' ', [a]]\n      aliases: thing-put");
    expect(
      lintManifest(text, "x.yml").map(({ line, column, code, message }) => [line, column, code, message]),
    ).to.deep.equal([
      [108, 25, "M012", 'A permission of command "thing-set" is empty.'],
      [108, 30, "M012", '"permissions" of "x-soar" of command "thing-set" must be a list of texts, not a list.'],
    ]);
    expect(
      lintManifest(GOOD.replace("aliases: thing-put", "permissions: ok\n      aliases: thing-put"), "x.yml"),
    ).to.deep.equal([]);
  });

  it("checks the default of each type", () => {
    const text = GOOD.replace("defaultValue: 3 days", "defaultValue: soon")
      .replace("defaultValue: a=b", "defaultValue: ab")
      .replace("defaultValue: 'yes'", "defaultValue: on");
    expect(lintManifest(text, "x.yml").map(({ code, line, column }) => [code, line, column])).to.deep.equal([
      ["M050", 79, 21],
      ["M050", 83, 21],
      ["M050", 87, 21],
    ]);
  });

  it("stops counting out faults after the first five hundred", () => {
    const findings = lintManifest("a: 1\n".repeat(600), "x.yml");
    expect(findings).to.have.length(500);
    expect(findings.at(-1)?.message).to.equal('The key "a" is given twice. (and 106 findings more)');
  });

  it("is quick with thousands of unknown names", () => {
    const commands = Array.from(
      { length: 2000 },
      (_, index) => `  - name: command-number-${index}\n    description: x\n`,
    );
    const demo = Array.from({ length: 9000 }, (_, index) => `  - kommand-nummer-${index}\n`);
    const text = `commonfields:\n  id: x\nscript:\n  commands:\n${commands.join("")}x-soar:\n  demo:\n${demo.join("")}`;
    expect(lintManifest(text, "x.yml")).to.have.length(500);
  }).timeout(10_000);
});
