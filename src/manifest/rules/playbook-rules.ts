import type { Rules } from "./rule.ts";

/** Playbooks: how they are built, and where their tasks lead. */
export const playbookRules = {
  P001: {
    severity: "error",
    what: "A playbook lacks its id, its name, its start or its tasks",
    remedy: "Write id:, name:, starttaskid: and tasks:.",
    example: "starttaskid:",
  },
  P002: {
    severity: "error",
    what: "An input or output of a playbook has no name, or two inputs have the same",
    remedy: "Give each input a key of its own, each output its contextPath.",
    example: "inputs:\n  - value: { simple: a }",
  },
  P003: {
    severity: "error",
    what: "A task is not built as XSOAR's are",
    remedy: "Write its type, and below task: what it calls; the message names the key.",
    example: 'tasks:\n  "1": { type: regluar }',
  },
  P004: {
    severity: "error",
    what: "A task names no command or no playbook",
    remedy: "Write script: Brand|||command, or playbookName:.",
    example: 'task: { script: "Acme|||" }',
  },
  P005: {
    severity: "error",
    what: "A branch has no label, or that of another branch",
    remedy: "Give each branch a label of its own.",
    example: "conditions:\n  - condition: []",
  },
  P006: {
    severity: "error",
    what: "A loop's bounds are no numbers",
    remedy: "Write whole numbers, max: 100 and wait: 1.",
    example: "loop: { forEach: true, max: many }",
  },
  P007: {
    severity: "error",
    what: "A form or message cannot be asked as it stands",
    remedy: "Write a title, and an id and a type for each question.",
    example: "questions:\n  - { id: a, type: shortTxet }",
  },
  P008: {
    severity: "error",
    what: "A playbook does not begin with its one start",
    remedy: "Name in starttaskid the one task of the type start.",
    example: 'starttaskid: "1"',
  },
  P009: {
    severity: "error",
    what: "A task leads to one that there is not",
    remedy: "Name the id of a task.",
    example: 'nexttasks: { "#none#": ["99"] }',
  },
  P010: {
    severity: "error",
    what: "Tasks lead back to where they began",
    remedy: "Put what is to be repeated into a playbook of its own, and loop over that.",
    example: '"1": { nexttasks: { "#none#": ["1"] } }',
  },
  P011: {
    severity: "warning",
    what: "No way leads to a task",
    remedy: "Lead a task to it, or take it out.",
    example: '"7": { type: title }',
  },
  P012: {
    severity: "warning",
    what: "A task leads on by a label that it never answers with",
    remedy: "Give it a branch of that label; the message names the nearest.",
    example: 'nexttasks: { "yse": ["3"] }',
  },
  P013: {
    severity: "warning",
    what: "Nothing follows one of a task's answers",
    remedy: "Name below nexttasks what follows.",
    example: "conditions:\n  - label: yes",
  },
  P020: {
    severity: "error",
    what: "A task calls a command that the integration does not have",
    remedy: "Name one that it declares; the message names the nearest.",
    example: 'task: { script: "Acme|||acme-gte" }',
  },
  P021: {
    severity: "error",
    what: "A task gives its command an argument that it does not have",
    remedy: "Name one that the command declares; the message names the nearest.",
    example: "scriptarguments: { idd: { simple: 7 } }",
  },
  P022: {
    severity: "error",
    what: "A task leaves out an argument that its command requires",
    remedy: "Give it below scriptarguments.",
    example: "scriptarguments: {}",
  },
  P023: {
    severity: "error",
    what: "A task gives an argument a value that is none of its choices",
    remedy: "Write one of the choices; the message names the nearest.",
    example: "scriptarguments: { state: { simple: opne } }",
  },
  P024: {
    severity: "warning",
    what: "A task calls a command that is deprecated",
    remedy: "Call the command that replaces it.",
    example: 'task: { script: "Acme|||acme-old-get" }',
  },
  P025: {
    severity: "error",
    what: "A destructive command can be reached without a person having answered",
    remedy: "Put a question before it, on every way that leads to it.",
    example: 'task: { script: "Acme|||acme-delete" }',
  },
} as const satisfies Rules;
