import { expect } from "chai";
import { toJunit } from "../../../src/cli/lint/junit.ts";
import type { LintedFile } from "../../../src/cli/lint/linted-file.ts";
import { toSarif } from "../../../src/cli/lint/sarif.ts";

const FILES: LintedFile[] = [
  {
    path: "packs/Ä b/integration.yml",
    kind: "integration",
    findings: [
      {
        code: "M041",
        severity: "error",
        line: 3,
        column: 7,
        message: 'Argument "<id>" is\nthere & twice.',
        hint: "Keep one.",
      },
      {
        code: "M041",
        severity: "error",
        line: 9,
        column: 7,
        message: 'Argument "<id>" is\nthere & twice.',
        hint: "Keep one.",
      },
      {
        code: "M079",
        severity: "warning",
        line: 4,
        column: 1,
        message: "A bell \u0007rings \uD800.",
        hint: "Stop it.",
      },
    ],
  },
  { path: "sound.yml", kind: "integration", findings: [] },
  {
    path: "../other.yml",
    kind: "playbook",
    findings: [
      { code: "P013", severity: "warning", line: 1, column: 1, message: "Not checked.", hint: "Name a manifest." },
    ],
  },
];

describe("toSarif", () => {
  const log = toSarif(FILES, "1.2.3");
  const [run] = log.runs;

  it("is a log of SARIF 2.1.0 with one run of soarkit", () => {
    expect(log.version).to.equal("2.1.0");
    expect(log.$schema).to.equal("https://json.schemastore.org/sarif-2.1.0.json");
    expect(log.runs).to.have.length(1);
    expect(run?.tool.driver.name).to.equal("soarkit");
    expect(run?.tool.driver.semanticVersion).to.equal("1.2.3");
    expect(run?.columnKind).to.equal("utf16CodeUnits");
    expect(Object.keys(run?.originalUriBaseIds ?? {})).to.deep.equal(["%SRCROOT%"]);
  });

  it("describes every rule once, with its level and what to do", () => {
    const rules = run?.tool.driver.rules ?? [];
    expect(new Set(rules.map(({ id }) => id)).size).to.equal(rules.length);
    expect(rules.find(({ id }) => id === "M022")).to.deep.equal({
      id: "M022",
      shortDescription: { text: "A checkbox is required, so it could never be left unchecked." },
      help: {
        text: "Remove required. For example: { name: verbose, type: 8, required: true }",
        markdown: "Remove required.\n\nFor example:\n\n```\n{ name: verbose, type: 8, required: true }\n```\n",
      },
      defaultConfiguration: { level: "error" },
    });
  });

  it("gives each finding its rule, its place and a fingerprint that does not depend on the line", () => {
    const [first, second, third, last] = run?.results ?? [];
    expect(first).to.deep.equal({
      ruleId: "M041",
      ruleIndex: run?.tool.driver.rules?.findIndex(({ id }) => id === "M041"),
      level: "error",
      message: { text: 'Argument "<id>" is\nthere & twice. Keep one.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "packs/%C3%84%20b/integration.yml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 3, startColumn: 7 },
          },
        },
      ],
      partialFingerprints: { "soarkitFinding/v1": "47d8b3a433fa7a88c508561a0703c311" },
    });
    expect(third?.level).to.equal("warning");
    expect(second?.partialFingerprints).to.not.deep.equal(first?.partialFingerprints);
    expect(last?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).to.match(/^file:\/\/\/.*\/other\.yml$/);
    const moved = FILES.map((file) => ({
      ...file,
      findings: file.findings.map((each) => ({ ...each, line: each.line + 100 })),
    }));
    expect(
      toSarif(moved, "1.2.3").runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints),
    ).to.deep.equal(run?.results?.map(({ partialFingerprints }) => partialFingerprints));
  });
});

describe("toJunit", () => {
  it("is one test a file, failed by errors, with warnings as its output", () => {
    expect(toJunit(FILES)).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="soar lint" tests="3" failures="1" errors="0" skipped="0">
  <testsuite name="soar lint" tests="3" failures="1" errors="0" skipped="0">
    <testcase name="packs/Ä b/integration.yml" classname="integration">
      <failure type="M041" message="Argument &quot;&lt;id&gt;&quot; is&#10;there &amp; twice. (and 1 more)">packs/Ä b/integration.yml:3:7 error M041 Argument &quot;&lt;id&gt;&quot; is
there &amp; twice.
    Keep one.
packs/Ä b/integration.yml:9:7 error M041 Argument &quot;&lt;id&gt;&quot; is
there &amp; twice.
    Keep one.</failure>
      <system-out>packs/Ä b/integration.yml:4:1 warning M079 A bell rings \uFFFD.
    Stop it.</system-out>
    </testcase>
    <testcase name="sound.yml" classname="integration"/>
    <testcase name="../other.yml" classname="playbook">
      <system-out>../other.yml:1:1 warning P013 Not checked.
    Name a manifest.</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it("is a whole document without files, too", () => {
    expect(toJunit([])).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="soar lint" tests="0" failures="0" errors="0" skipped="0">
  <testsuite name="soar lint" tests="0" failures="0" errors="0" skipped="0">
  </testsuite>
</testsuites>
`);
  });
});
