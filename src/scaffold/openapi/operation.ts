import type { AuthKind } from "../scaffold.ts";
import type { Shape } from "./shape.ts";

/** What soarkit's HTTP client can send. */
export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** An API as its document describes it, with references followed and versions levelled. */
export interface Api {
  title: string;
  description: string;
  /** Scheme, host and path prefix; undefined when the document names no whole one. */
  baseUrl?: string;
  auth: ApiAuth;
  operations: Operation[];
  /** What the document gets wrong without harm, and what was decided for the reader. */
  remarks: string[];
}

export interface ApiAuth {
  kind: AuthKind;
  keyHeader?: string;
  tokenPath?: string;
}

/** One method of one path. */
export interface Operation {
  method: Method;
  /** As the document writes it: `/tickets/{id}`. */
  path: string;
  operationId?: string;
  tags: string[];
  summary: string;
  description: string;
  isDeprecated: boolean;
  parameters: Parameter[];
  body?: Body;
  answer: Answer;
  /** Why no command can be made of it; empty when one can. */
  obstacles: string[];
}

/** How a list or object stands in a query: its key repeated, joined by a character, as `key[member]`, or as JSON. */
export type Style = "repeat" | "comma" | "space" | "pipe" | "brackets" | "json";

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  isRequired: boolean;
  isDeprecated: boolean;
  description: string;
  style: Style;
  shape: Shape;
}

export interface Body {
  isRequired: boolean;
  isForm: boolean;
  /** Of the content, where it is not plain JSON. */
  mediaType?: string;
  description: string;
  shape: Shape;
}

export type Answer = { kind: "none" } | { kind: "file"; mediaType: string } | { kind: "json"; shape: Shape };

/** How people name an operation: `GET /tickets/{id}`. */
export function labelOf({ method, path }: Pick<Operation, "method" | "path">): string {
  return `${method} ${path}`;
}
