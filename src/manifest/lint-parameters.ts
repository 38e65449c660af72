import { toBoolean, toList, toNumber, toText } from "./coerce.ts";
import type { LintInput } from "./lint.ts";
import { type Parameter, ParameterType } from "./manifest.ts";

/** The rules for instance parameters. */
export function lintParameters(input: LintInput): void {
  const variables = new Set<string>();
  for (const parameter of input.manifest.parameters) {
    lintType(input, parameter);
    lintLabel(input, parameter);
    lintDefault(input, parameter);
    lintOptions(input, parameter);
    for (const name of parameter.env) {
      if (variables.has(name)) {
        const at = input.places.at(parameter, "x-soar");
        input.report("M083", at, `The variable ${name} sets two parameters.`, "Give each its own.");
      }
      variables.add(name);
    }
  }
  if (input.manifest.fetchesIncidents) lintFetching(input);
}

// --- internal ---

const KNOWN_TYPES = [0, 1, 4, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];

const { boolean, incidentType, interval } = ParameterType;
/** Names to which the platform gives a meaning, with their types. */
const reserved = new Map<string, number>([
  ["isFetch", boolean],
  ["isFetchEvents", boolean],
  ["isFetchAssets", boolean],
  ["isFetchCredentials", boolean],
  ["longRunning", boolean],
  ["feed", boolean],
  ["proxy", boolean],
  ["insecure", boolean],
  ["unsecure", boolean],
  ["incidentType", incidentType],
  ["incidentFetchInterval", interval],
  ["eventFetchInterval", interval],
  ["assetsFetchInterval", interval],
  ["feedFetchInterval", interval],
]);

const labels = new Map([
  ["isFetch", "Fetch incidents"],
  ["incidentType", "Incident type"],
  ["proxy", "Use system proxy settings"],
  ["insecure", "Trust any certificate (not secure)"],
]);

function lintType({ places, report }: LintInput, parameter: Parameter): void {
  const { name, type, required } = parameter;
  if (!KNOWN_TYPES.includes(type)) {
    const message = `Parameter "${name}" has the unknown type ${type}.`;
    report("M021", places.at(parameter, "type"), message, "It is handled as text. XSOAR's types are 0 to 23.");
  }
  if (type === boolean && required) {
    const message = `Parameter "${name}" is a checkbox and required, so it could never be left unchecked.`;
    report("M022", places.at(parameter, "required"), message, "Remove required.");
  }
  const wanted = reserved.get(name);
  if (wanted !== undefined && type !== wanted) {
    const message = `Parameter "${name}" has a meaning to the platform and must be of type ${wanted}, not ${type}.`;
    report("M024", places.at(parameter, "type"), message, `Write type: ${wanted}, or rename the parameter.`);
  }
}

function lintLabel({ places, report }: LintInput, parameter: Parameter): void {
  const { name, display, type } = parameter;
  const label = labels.get(name);
  const at = places.at(parameter, "display");
  if (display === "" && isShown(parameter)) {
    report("M011", at, `Parameter "${name}" has no "display".`, "XSOAR asks for it; write what people see.");
  } else if (label !== undefined && type === reserved.get(name) && display !== label) {
    report(
      "M025",
      at,
      `Parameter "${name}" is labelled otherwise than everywhere in XSOAR.`,
      `Write display: ${label}`,
    );
  } else if (/^\p{Ll}|_/u.test(display)) {
    const message = `The label of parameter "${name}" begins in lower case or has an underscore.`;
    report("M033", at, message, "Write it as people read it: Server URL.");
  }
}

function lintDefault({ places, report }: LintInput, parameter: Parameter): void {
  const { name, type, defaultValue } = parameter;
  if (defaultValue === undefined || defaultValue === "") return;
  const at = places.at(parameter, "defaultvalue");
  if (type === boolean && (!("value" in toBoolean(defaultValue)) || !/^(?:true|false)$/iu.test(toText(defaultValue)))) {
    report("M023", at, `The default of checkbox "${name}" is neither true nor false.`, "Write 'true' or 'false'.");
  }
  if (type === ParameterType.number && !("value" in toNumber(defaultValue))) {
    report("M032", at, `The default of number "${name}" is no number.`, "Write a whole number.");
  }
  if (typeof defaultValue === "string" && isPlainUrl(defaultValue)) {
    report(
      "M031",
      at,
      `The default URL of "${name}" is not https.`,
      "Write https:// so that nothing travels in plain.",
    );
  }
}

/** Whether a parameter has a place of its own on the form, with a label. */
function isShown({ name, type, hidden, raw }: Parameter): boolean {
  if (type === ParameterType.credentials && raw.hiddenusername === true) return (raw.displaypassword ?? "") === "";
  return !hidden && !PLACED_BY_THE_PLATFORM.includes(type) && name !== "feedExpirationInterval";
}

/** When indicators expire, and which engine runs the instance: the platform brings the labels. */
const PLACED_BY_THE_PLATFORM = [17, 23];

/** A URL that leaves this machine unencrypted. */
function isPlainUrl(text: string): boolean {
  if (!/^\s*http:\/\//iu.test(text)) return false;
  const host = URL.parse(text)?.hostname ?? "";
  return host !== "localhost" && host !== "[::1]" && !/^127\.\d+\.\d+\.\d+$/u.test(host);
}

function lintOptions({ places, report }: LintInput, parameter: Parameter): void {
  const { name, type, options, defaultValue } = parameter;
  if (type !== ParameterType.singleSelect && type !== ParameterType.multiSelect) return;
  if (options.length === 0) {
    report(
      "M030",
      places.at(parameter, "options"),
      `Parameter "${name}" is a choice without options.`,
      "List options.",
    );
    return;
  }
  if (new Set(options).size < options.length) {
    report("M034", places.at(parameter, "options"), `Parameter "${name}" has an option twice.`, "Keep one of the two.");
  }
  const allowed = new Set<unknown>(options);
  const defaults = type === ParameterType.multiSelect ? toList(defaultValue) : [defaultValue ?? ""];
  if (defaults.some((member) => member !== "" && !allowed.has(member))) {
    const message = `The default of parameter "${name}" is not among its options.`;
    report("M029", places.at(parameter, "defaultvalue"), message, "Add it to the options, or correct it.");
  }
}

/** What XSOAR asks of an integration that fetches incidents. Older names of the same parameters are as good. */
function lintFetching({ manifest, places, script, report }: LintInput): void {
  const at = script?.entry("isfetch")?.value.at ?? 0;
  const find = (...names: string[]): Parameter | undefined =>
    manifest.parameters.find(({ name }) => names.includes(name.toLowerCase().replaceAll("_", "")));
  const limit = find("maxfetch", "fetchlimit");
  if (limit === undefined) {
    report("M026", at, "The integration fetches incidents without max_fetch.", "Add the parameter with a default.");
  } else if ((limit.defaultValue ?? "") === "") {
    report(
      "M026",
      places.at(limit, "name"),
      `Parameter "${limit.name}" has no default.`,
      "Add defaultvalue, such as '50'.",
    );
  }
  if (find("firstfetch", "fetchtime", "firstfetchtime", "firstfetchtimestamp") === undefined) {
    report("M027", at, "The integration fetches incidents without first_fetch.", "Add the parameter: '3 days'.");
  }
  for (const name of ["isFetch", "incidentType"]) {
    if (find(name.toLowerCase()) !== undefined) continue;
    report("M028", at, `The integration fetches incidents without the parameter ${name}.`, "Add it; XSOAR needs it.");
  }
}
