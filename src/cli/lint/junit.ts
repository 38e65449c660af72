import type { Finding } from "../../manifest/manifest.ts";
import type { LintedFile } from "./linted-file.ts";

/**
 * Findings as JUnit's XML, which build servers show as tests: one test a file, failed where it has an error. Warnings
 * are no failures; they stand in the test's output.
 */
export function toJunit(files: readonly LintedFile[]): string {
  const failures = files.filter(({ findings }) => findings.some(isError)).length;
  const counts = `tests="${files.length}" failures="${failures}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="soar lint" ${counts}>`,
    `  <testsuite name="soar lint" ${counts}>`,
    ...files.flatMap(testcase),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

// --- internal ---

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

function testcase({ path, kind, findings }: LintedFile): string[] {
  const head = `    <testcase name="${escape(path)}" classname="${kind}"`;
  if (findings.length === 0) return [`${head}/>`];
  const errors = findings.filter(isError);
  const warnings = findings.filter((finding) => !isError(finding));
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return [
    `${head}>`,
    ...(first === undefined
      ? []
      : [
          `      <failure type="${first.code}" message="${escape(`${first.message}${more}`)}">${text(path, errors)}</failure>`,
        ]),
    ...(warnings.length === 0 ? [] : [`      <system-out>${text(path, warnings)}</system-out>`]),
    "    </testcase>",
  ];
}

function text(path: string, findings: readonly Finding[]): string {
  const lines = findings.map(
    ({ line, column, severity, code, message, hint }) =>
      `${path}:${line}:${column} ${severity} ${code} ${message}\n    ${hint}`,
  );
  return escape(lines.join("\n"), "\n");
}

/** XML knows no control characters, not even escaped ones, and in an attribute a line break becomes a space. */
function escape(raw: string, lineBreak = "&#10;"): string {
  return raw
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", lineBreak);
}
