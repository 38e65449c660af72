import { createHash } from "node:crypto";
import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Log, ReportingDescriptor, Result } from "sarif";
import type { Finding } from "../../manifest/manifest.ts";
import { type RuleCode, rules } from "../../manifest/rules/rules.ts";
import type { LintedFile } from "./linted-file.ts";

/**
 * Findings as SARIF 2.1.0, which code hosts show beside the lines. Paths are relative to `%SRCROOT%`: the folder that
 * soar ran in. A finding's fingerprint holds when lines above it come and go.
 */
export function toSarif(files: readonly LintedFile[], version: string): Log {
  const codes = Object.keys(rules).filter(isCode);
  const indices = new Map<string, number>(codes.map((code, index) => [code, index]));
  const seen = new Map<string, number>();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "soarkit", semanticVersion: version, rules: codes.map(descriptor) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder that soar lint ran in." } } },
        results: files.flatMap(({ path, findings }) =>
          findings.map((finding) => result(path, finding, indices.get(finding.code) ?? -1, seen)),
        ),
      },
    ],
  };
}

// --- internal ---

function isCode(code: string): code is RuleCode {
  return Object.hasOwn(rules, code);
}

function descriptor(code: RuleCode): ReportingDescriptor {
  const { what, remedy, example, severity } = rules[code];
  return {
    id: code,
    shortDescription: { text: `${what}.` },
    help: {
      text: `${remedy} For example: ${example}`,
      markdown: `${remedy}\n\nFor example:\n\n\`\`\`\n${example}\n\`\`\`\n`,
    },
    defaultConfiguration: { level: severity },
  };
}

function result(path: string, finding: Finding, ruleIndex: number, seen: Map<string, number>): Result {
  const { code, severity, line, column, message, hint } = finding;
  // The same fault may stand in a file twice: the second is told from the first by its number.
  const key = [path.split(sep).join("/"), code, message].join("\n");
  const number = (seen.get(key) ?? 0) + 1;
  seen.set(key, number);
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: `${message} ${hint}` },
    locations: [
      {
        physicalLocation: { artifactLocation: locationOf(path), region: { startLine: line, startColumn: column } },
      },
    ],
    partialFingerprints: {
      "soarkitFinding/v1": createHash("sha256").update(`${key}\n${number}`).digest("hex").slice(0, 32),
    },
  };
}

/** What lies above the folder has no path relative to it in SARIF. */
function locationOf(path: string): { uri: string; uriBaseId?: string } {
  const names = path.split(sep);
  if (isAbsolute(path) || names[0] === "..") return { uri: pathToFileURL(path).href };
  return { uri: names.map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}
