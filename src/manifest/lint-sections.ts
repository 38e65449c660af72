import { didYouMean } from "../nearest.ts";
import { Fields } from "./fields.ts";
import type { LintInput } from "./lint.ts";
import type { Parameter } from "./manifest.ts";

/** The rules for the sections of the form, and for what a form folds away or does not show. */
export function lintSections(input: LintInput, root: Fields): void {
  const key = root.entry("sectionOrder") === undefined ? "sectionorder" : "sectionOrder";
  const isOrdered = root.entry(key)?.value.kind === "list";
  // Read without reporting what is no text: the values below it are looked at here only.
  const order = new Fields(root.map, input.report, root.what).texts(key);
  const sections = new Set<string>();
  for (const { text, at } of isOrdered ? order : []) {
    if (sections.has(text)) input.report("M039", at, `sectionOrder names "${text}" twice.`, "Keep one of the two.");
    else if (!KNOWN.includes(text)) {
      const message = `XSOAR has no section "${text.slice(0, 60)}".${didYouMean(text, KNOWN)}`;
      input.report("M039", at, message, `Name one of ${KNOWN.join(", ")}.`);
    }
    sections.add(text);
  }
  for (const parameter of input.manifest.parameters) {
    if (isOrdered) lintSection(input, parameter, sections);
    lintReach(input, parameter);
  }
  if (isOrdered) lintSectionless(input, sections);
}

// --- internal ---

const KNOWN = ["Connect", "Collect", "Optimize", "Mirroring", "Result", "Agentic Assistant"];

function lintSection({ places, report }: LintInput, parameter: Parameter, sections: ReadonlySet<string>): void {
  const section = places.of(parameter)?.text("section");
  if (section !== undefined && !sections.has(section)) {
    const message = `Parameter "${parameter.name}" is in a section that sectionOrder does not name.`;
    report("M035", places.at(parameter, "section"), message, "Add the section there, or correct it here.");
  }
}

/** Said once: who orders sections has forgotten one parameter, or has only begun. */
function lintSectionless({ manifest, places, report }: LintInput, sections: ReadonlySet<string>): void {
  const without = manifest.parameters.filter((one) => !one.hidden && places.of(one)?.entry("section") === undefined);
  const [first, ...others] = without;
  if (first === undefined) return;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  const message = `Parameter "${first.name}"${more} is in no section, though the manifest orders sections.`;
  report("M038", places.at(first, "name"), message, `Add section: ${[...sections].join(", or ")}.`);
}

/** What is required must be somewhere where a person sees it. */
function lintReach({ places, report }: LintInput, parameter: Parameter): void {
  const { name, required, hidden, defaultValue } = parameter;
  const isFolded = places.of(parameter)?.flag("advanced") ?? false;
  if (!required || (defaultValue ?? "") !== "") return;
  if (hidden) {
    const message = `Parameter "${name}" is required and hidden, and has no default: nobody can give it.`;
    report("M036", places.at(parameter, "hidden"), message, "Add defaultvalue, or remove required.");
  } else if (isFolded) {
    const message = `Parameter "${name}" is required and folded away under advanced.`;
    report("M037", places.at(parameter, "advanced"), message, "Add defaultvalue, or remove advanced.");
  }
}
