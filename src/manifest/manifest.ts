import type { Json, JsonObject } from "../json.ts";
import type { IncidentContent } from "./incident-content.ts";
import type { SourceSchema } from "./read-source.ts";

/** XSOAR's parameter types by their numbers; numbers not listed here are kept as they are. */
export const ParameterType = {
  text: 0,
  number: 1,
  secret: 4,
  boolean: 8,
  credentials: 9,
  longText: 12,
  incidentType: 13,
  longSecret: 14,
  singleSelect: 15,
  multiSelect: 16,
  interval: 19,
} as const;

/** What a command does to the vendor's data. */
export type EffectKind = "read" | "write" | "destructive";

/** An integration, as its YAML declares it. `raw` objects hold the YAML's own keys, unknown ones included. */
export interface Manifest {
  /** The file it was read from. */
  path: string;
  /** The brand: `commonfields.id`. */
  id: string;
  name: string;
  display: string;
  category: string;
  description: string;
  /** Has `fetch-incidents`. */
  fetchesIncidents: boolean;
  /** Has `fetch-events`. */
  fetchesEvents: boolean;
  /** Has `get-mapping-fields`. */
  isMappable: boolean;
  parameters: Parameter[];
  commands: Command[];
  soar: SoarSection;
  raw: JsonObject;
}

/** Our additions at the root, under `x-soar`. */
export interface SoarSection {
  /** Folder of the handlers, relative to the manifest. Default `commands`. */
  handlers: string;
  /** Module of the vendor simulator, relative to the manifest. */
  simulator?: string;
  /** Context prefix → the field or fields (dotted allowed) by which its objects are merged. */
  contextKeys: Record<string, string[]>;
  /** The vendor's request budget. */
  budget?: { requests: number; perMs: number };
  /** What its incidents are made of. */
  incident?: IncidentContent;
  /** What its event collector reads. */
  streams: EventStream[];
  /** How a source configuration is read as an instance. */
  source?: SourceSchema;
  /** Command lines that `soar demo` runs, as typed in a War Room; `${incident.…}` reads the newest incident. */
  demo: string[];
}

/** A kind of events that `fetch-events` reads. */
export interface EventStream {
  name: string;
  description: string;
  /** What its events carry as `eventType`. */
  eventType: string;
  /** What its events carry as `_vendor` and `_product`. */
  vendor: string;
  product: string;
  /** The parameter that says how late an event may turn up and still be found. */
  lookBack?: string;
  /** The parameter that says how many events one run reads at most. */
  limit?: string;
}

export interface Parameter {
  name: string;
  /** XSOAR's number, see ParameterType. */
  type: number;
  display: string;
  defaultValue?: Json;
  required: boolean;
  hidden: boolean;
  /** Allowed values of the select types. */
  options: string[];
  info: string;
  /** Extra environment variables that set it, from `x-soar.env`; for credentials the second names the password. */
  env: string[];
  raw: JsonObject;
}

export interface Command {
  name: string;
  description: string;
  arguments: Argument[];
  outputs: Output[];
  deprecated: boolean;
  /** The command that replaces a deprecated one, read from "Deprecated. Use X instead." */
  successor?: string;
  hidden: boolean;
  /** XSOAR's mark for harmful commands. */
  execution: boolean;
  /** Milliseconds until the command is stopped. */
  timeoutMs?: number;
  /** May answer with a scheduled result. */
  polling: boolean;
  /** Other names it answers to, from `x-soar.aliases`. */
  aliases: string[];
  /** What the vendor must allow the instance's account to do, in the vendor's words, from `x-soar.permissions`. */
  permissions: string[];
  effect: EffectKind;
  /**
   * How to find out whether the effect happened: run `command` with `args`, then ask `when` (a DT over its result,
   * beside which stand the write's `args` and `intent.at`, when it was about to be sent).
   */
  verify?: { command: string; args: Record<string, string>; when: string };
  raw: JsonObject;
}

/** What an argument's value is turned into before a handler sees it; `unknown` is passed as it came. */
export type ArgumentType = "unknown" | "string" | "number" | "boolean" | "date" | "keyValue";

export interface Argument {
  name: string;
  description: string;
  required: boolean;
  /** `default: true`: the value that stands without a name fills it. */
  positional: boolean;
  defaultValue?: Json;
  isArray: boolean;
  /** The closed choice of `auto: PREDEFINED`; absent when any value goes. */
  choices?: string[];
  secret: boolean;
  deprecated: boolean;
  hidden: boolean;
  type: ArgumentType;
}

export interface Output {
  path: string;
  /** Lower case, as XSOAR compares them: unknown, string, number, date, boolean. */
  type: "unknown" | "string" | "number" | "date" | "boolean";
  description: string;
}

/** One fault found in a file. `line` and `column` count from 1. */
export interface Finding {
  code: string;
  severity: "error" | "warning";
  line: number;
  column: number;
  message: string;
  hint: string;
}
