/** `commands/_simulator/operation.ts`: what the tables of operations hold. */
export const OPERATION_MODULE = String.raw`import type { Json } from "soarkit/simulator";
import type { Shape } from "./values.ts";

/** Things that can be listed, made and removed. */
export interface Collection {
  /** Where they stand: /tickets; behind a colon stands the id of what they belong to. */
  path: string;
  item: Shape;
  /** The member that is their id; without one they can only be listed. */
  key?: string;
}

/** One operation of the vendor's API. */
export interface Operation {
  method: string;
  /** With the names of its values behind colons: /tickets/:ticketId. */
  path: string;
  does:
    | "list"
    | "get"
    /** Looks one thing of a collection up by one of its members. */
    | "find"
    | "create"
    | "update"
    | "remove"
    /** Does something to the thing whose path its own begins with. */
    | "change"
    | "file"
    /** Answers what has the right shape. */
    | "answer";
  /** The path of the collection that it reads, where that is not its own. */
  collection?: string;
  /** By which member it finds. */
  by?: string;
  /** What it sets. */
  sets?: Record<string, Json>;
  parameters?: Parameter[];
  body?: { shape: Shape; isRequired?: true; isForm?: true };
  /** Absent: it answers nothing. */
  answer?: Shape;
  /** What one thing looks like in the answer, where that is not how the collection has it. */
  item?: Shape;
  /** Where in the answer the thing or the list stands. */
  at?: string[];
  paging?: Paging;
}

export interface Parameter {
  name: string;
  place: "query" | "header";
  isRequired?: true;
  /** Of one value. */
  shape: Shape;
  /** What several values are joined by; without one they are repeated. */
  separator?: string;
}

export interface Paging {
  kind: "size" | "page" | "offset" | "token";
  in: "query" | "body";
  /** The parameter that says which page. */
  position?: string;
  size?: string;
  /** The largest size; also the usual one. */
  most: number;
  /** The number of the first page. */
  first?: number;
  total?: string[];
  next?: string[];
}
`;
