import type { Filter, Value } from "../manifest/value.ts";

/** A playbook as XSOAR writes it, read and whole: each task that another names is there. */
export interface Playbook {
  /** Other playbooks may name it by this, or by its name. */
  id: string;
  name: string;
  description?: string;
  deprecated: boolean;
  /** Its tasks leave no entries, but for those that say otherwise. */
  quiet: boolean;
  /** The id of the task that it begins with. */
  start: string;
  /** By their ids, as the file has them. */
  tasks: ReadonlyMap<string, Task>;
  inputs: readonly PlaybookInput[];
  outputs: readonly PlaybookOutput[];
}

export interface PlaybookInput {
  key: string;
  description?: string;
  required: boolean;
  /** What it is where the caller gives nothing. */
  value?: Value;
  /** The playbook is to be run over what this finds. */
  query?: { text: string; of: "indicators" | "incidents" };
}

/** What a caller with a context of its own is given. */
export interface PlaybookOutput {
  /** A context path. */
  path: string;
  description?: string;
  type?: string;
}

export type Task = TaskFacts & TaskWork;

/** What every task has. */
export interface TaskFacts {
  id: string;
  name: string;
  description?: string;
  /** By label, the ids of the tasks that follow. */
  next: ReadonlyMap<string, readonly string[]>;
  /** What follows an error: nothing, the tasks as if there were none, or those behind `#error#`. */
  onError: "stop" | "continue" | "error path";
  /** Passed over where nobody has its command or its playbook. */
  skipUnavailable: boolean;
  /** Whether it leaves no entries. @default as its playbook says */
  quiet?: boolean;
  /** Its entries are marked as notes. */
  isNote: boolean;
  /** By these a person may name it, as by its id. */
  tags: readonly string[];
  /** Incident fields that are set of its results. */
  fieldMapping: readonly { field: string; output: Value }[];
  /** Timers of the incident that its start starts, stops or pauses. */
  timers: readonly { field: string; action: "start" | "stop" | "pause" }[];
  /** Who is to do it, where a person does. */
  assignee?: Value;
}

/** What a task does. */
export type TaskWork =
  /** Where the playbook begins. */
  | { type: "start" }
  /** A heading, or a frame around others. */
  | { type: "title" }
  /** A command of an integration: of the brand, or of any that has it. */
  | ({ type: "command"; brand?: string; command: string } & WithArgs)
  | ({ type: "automation"; automation: string } & WithArgs)
  /** A person does something, and says when it is done. */
  | { type: "manual" }
  /** Goes along the first branch that holds; else along `#default#`, where there is that. */
  | { type: "condition"; branches: readonly Branch[] }
  /** Goes along the label that a command or an automation answers with. */
  | ({ type: "script condition"; automation: string } & WithArgs)
  | ({ type: "command condition"; brand?: string; command: string } & WithArgs)
  /** A person chooses one of the labels. */
  | { type: "decision" }
  /** Somebody is sent a question; each answer that is offered is a label. */
  | { type: "ask"; message: Message }
  /** Somebody is sent a form. */
  | { type: "collection"; message: Message; form: Form }
  | ({ type: "playbook"; playbook: string; isPrivate: boolean; loop?: Loop } & WithArgs);

export interface WithArgs {
  /** Only those that are given. */
  args: Readonly<Record<string, Value>>;
}

/** Of each group any filter must hold. */
export type Groups = readonly (readonly Filter[])[];

export interface Branch {
  label: string;
  condition: Groups;
}

/** What a sub-playbook is run again and again by. */
export type Loop = { most: number; waitMs: number } &
  /** Once for each item of its lists, side by side. */
  (
    | { by: "each item" }
    /** Until it holds, looked at after each run. */
    | { by: "exit condition"; until: Groups }
    /** Until the automation answers with the label. */
    | { by: "automation"; automation: string; label: string; args: Readonly<Record<string, Value>> }
  );

/** What is sent to people. */
export interface Message {
  to?: Value;
  cc?: Value;
  bcc?: Value;
  subject?: Value;
  body?: Value;
  isHtml: boolean;
  /** By which ways it is sent; none: it is shown in the task only. */
  methods: readonly string[];
  /** The answers that are offered. */
  options: readonly string[];
  timings: Timings;
}

/** How long an answer is waited for. */
export interface Timings {
  /** How often the question is sent again. */
  retries: number;
  retryMs: number;
  /** With so many answers the task is over. */
  replies: number;
  /** Without an answer it is over when the retries are. */
  endsWithRetries: boolean;
}

export interface Form {
  /** Answers are found in the context under `TITLE.Answers`. */
  title: string;
  description?: string;
  questions: readonly Question[];
}

export const QUESTION_TYPES = [
  "shortText",
  "longText",
  "number",
  "singleSelect",
  "multiSelect",
  "date",
  "attachments",
  "grid",
] as const;

export interface Question {
  id: string;
  label?: Value;
  type: (typeof QUESTION_TYPES)[number];
  required: boolean;
  options: readonly string[];
  /** Further options, which the context has. */
  optionsFrom: readonly Value[];
  /** The incident field that the answer is written to. */
  field?: string;
  placeholder?: string;
}

/** Labels with a meaning of their own. */
export const ALWAYS = "#none#";
export const OTHERWISE = "#default#";
export const ON_ERROR = "#error#";
