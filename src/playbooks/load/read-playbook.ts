import { Fields } from "../../manifest/fields.ts";
import type { Faults } from "../../manifest/findings.ts";
import { Places } from "../../manifest/places.ts";
import { readYaml } from "../../manifest/yaml.ts";
import { lintingParts } from "../../values/lint-value.ts";
import type { Playbook, PlaybookInput, PlaybookOutput } from "../playbook.ts";
import { checkGraph } from "./check-graph.ts";
import { readTasks } from "./read-tasks.ts";
import { clip, valueAt, type Reading } from "./reading.ts";

/** A playbook with the places of its parts, and what is wrong with it. */
export interface ReadPlaybook {
  /** As far as it could be read; with an error among the faults it is not to be run. */
  playbook?: Playbook;
  faults: Faults;
  places: Places;
}

/** Reads the text of a playbook's file. Every fault is noted at its place. */
export function readPlaybook(text: string): ReadPlaybook {
  const { root, faults } = readYaml(text);
  const places = new Places();
  if (root?.kind === "map") {
    return { playbook: build(new Fields(root, faults.report, "the playbook"), places), faults, places };
  }
  if (root !== undefined) {
    faults.report("M006", root.at, "The file is no map of keys and values.", "A playbook begins with id: and name:.");
  }
  return { faults, places };
}

// --- internal ---

function build(root: Fields, places: Places): Playbook {
  const id = root.required("id", "P001", "Other playbooks name it by this.") ?? "";
  const description = root.text("description");
  const reading: Reading = { places, onPart: lintingParts(root.report) };
  const playbook: Playbook = {
    id,
    name: root.required("name", "P001", "Other playbooks name it by this.") ?? id,
    ...(description !== undefined && { description }),
    deprecated: root.flag("deprecated"),
    quiet: root.flag("quiet"),
    start: root.required("starttaskid", "P001", 'Name the task that begins it, such as "0".') ?? "",
    tasks: readTasks(root, reading),
    inputs: readInputs(root, reading),
    outputs: readOutputs(root, places),
  };
  places.set(playbook, root);
  if (playbook.start !== "" && playbook.tasks.size > 0) checkGraph(playbook, places, root.report);
  return playbook;
}

function readInputs(root: Fields, reading: Reading): PlaybookInput[] {
  const seen = new Set<string>();
  return root.maps("inputs").flatMap((map) => {
    const fields = new Fields(map, root.report, "an input");
    const query = readQuery(fields);
    // XSOAR's own have an empty key for what a query finds; one without a query gives nothing.
    if (query === undefined && isQuery(fields)) return [];
    const key = query ? QUERY_KEY : fields.required("key", "P002", "Its name: tasks read it as inputs.NAME.");
    if (key === undefined) return [];
    if (seen.has(key)) root.report("P002", fields.at("key"), `There are two inputs "${clip(key)}".`, "Leave one out.");
    seen.add(key);
    const value = valueAt(fields, "value", reading);
    const description = fields.text("description");
    const input: PlaybookInput = {
      key,
      required: fields.flag("required"),
      ...(description !== undefined && description !== "" && { description }),
      ...(value && { value }),
      ...(query && { query }),
    };
    reading.places.set(input, fields);
    return [input];
  });
}

/** Under which tasks find what a query found. */
const QUERY_KEY = "playbookQuery";

function isQuery(fields: Fields): boolean {
  return fields.entry("playbookInputQuery") !== undefined && (fields.text("key") ?? "") === "";
}

function readQuery(fields: Fields): PlaybookInput["query"] {
  if (!isQuery(fields)) return undefined;
  const section = fields.child("playbookInputQuery", "the query of an input");
  const text = section?.text("query") ?? "";
  if (text.trim() === "") return undefined;
  return { text, of: section?.text("queryEntity") === "incidents" ? "incidents" : "indicators" };
}

function readOutputs(root: Fields, places: Places): PlaybookOutput[] {
  return root.maps("outputs").flatMap((map) => {
    const fields = new Fields(map, root.report, "an output");
    const path = fields.required("contextPath", "P002", "The context path that its caller is given.");
    if (path === undefined) return [];
    const [description, type] = [fields.text("description"), fields.text("type")];
    const output: PlaybookOutput = {
      path,
      ...(description !== undefined && { description }),
      ...(type !== undefined && { type }),
    };
    places.set(output, fields);
    return [output];
  });
}
