import type { EffectKind } from "../../manifest/manifest.ts";
import type { Naming } from "./names.ts";
import type { Operation, Style } from "./operation.ts";
import type { Paging } from "./paging.ts";
import type { Shape } from "./shape.ts";

/** One command, decided in full before anything is written. */
export interface CommandPlan {
  operation: Operation;
  naming: Naming;
  /** Its member in the client: `commentList`. */
  member: string;
  description: string;
  effect: EffectKind;
  arguments: ArgumentPlan[];
  body?: BodyPlan;
  paging?: Paging;
  answer: AnswerPlan;
  verify?: { command: string; args: Record<string, string>; when: string };
}

/** A manifest's argument, and where its value goes. */
export interface ArgumentPlan {
  name: string;
  description: string;
  isRequired: boolean;
  isPositional: boolean;
  isList: boolean;
  isSecret: boolean;
  isDeprecated: boolean;
  type: "string" | "number" | "boolean" | "date" | "keyValue" | "unknown";
  defaultValue?: string;
  choices?: string[];
  target: Target;
  /** Of one value. */
  shape: Shape;
}

export type Target =
  | { in: "path" | "query" | "header"; name: string; style: Style }
  /** A member of the body, by its keys; no keys: the body itself. */
  | { in: "body"; keys: string[] }
  /** How many things to list at most. */
  | { in: "limit" };

/** What is sent: one argument, or an object whose members are arguments or objects again. */
export type BodyPlan =
  { argument: ArgumentPlan } | { isOptional: boolean; members: { name: string; plan: BodyPlan }[] };

/** What comes of an answer. */
export type AnswerPlan =
  | { kind: "none" }
  | { kind: "file"; mediaType: string }
  /** Objects whose fields the context shows, and the manifest declares. */
  | { kind: "entity"; isMany: boolean; path: string[]; entity: EntityPlan }
  /** Texts or numbers, or objects nobody described: the context holds them as they come. */
  | { kind: "value"; isMany: boolean; path: string[]; prefix: string; item: Shape };

/** A thing that the vendor has, as its schema, as a type and as context. */
export interface EntityPlan {
  /** `Lodestar.TicketComment` */
  prefix: string;
  /** `TicketComment` */
  typeName: string;
  /** The words that people call one by. */
  words: string[];
  fields: FieldPlan[];
  /** The field by which the context merges objects. */
  key?: string;
  /** What a table shows. */
  columns: string[];
}

export interface FieldPlan {
  /** As the vendor has it. */
  source: string;
  /** As the context has it. */
  key: string;
  isRequired: boolean;
  isNullable: boolean;
  isList: boolean;
  description: string;
  /** Of one value. */
  shape: Shape;
  /** Of an object whose members are shown. */
  fields?: FieldPlan[];
}
