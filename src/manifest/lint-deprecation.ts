import type { Fields } from "./fields.ts";
import type { LintInput } from "./lint.ts";

/** What is deprecated says so where people read it. */
export function lintDeprecation({ manifest, places, report }: LintInput, root: Fields): void {
  const check = (part: object, what: string, description: string): void => {
    if (saysDeprecated(description)) return;
    report(
      "M015",
      places.at(part, "description"),
      `${what} is deprecated, and its description does not say so.`,
      SAY_SO,
    );
  };
  if (root.value("deprecated") === "true") {
    check(manifest, "The integration", manifest.description);
    if (!saysDeprecated(manifest.display)) {
      const message = "The integration is deprecated, and its display does not say so.";
      report("M015", places.at(manifest, "display"), message, 'End display with "(Deprecated)".');
    }
  }
  for (const command of manifest.commands) {
    if (command.deprecated) check(command, `Command "${command.name}"`, command.description);
    // Everything of a deprecated command is on its way out; its description says it once.
    for (const argument of command.deprecated ? [] : command.arguments) {
      if (argument.deprecated)
        check(argument, `Argument "${argument.name}" of "${command.name}"`, argument.description);
    }
  }
}

// --- internal ---

const SAY_SO = 'Begin the description with "Deprecated. Use … instead."';

function saysDeprecated(text: string): boolean {
  return /deprecated/iu.test(text);
}
