import type { Expression, Node, Statement } from "acorn";
import { JsSyntaxError, type Machine } from "./machine.ts";
import type { JsValue } from "./value.ts";

/** The variables of one call while it runs. */
export interface Frame {
  readonly slots: JsValue[];
  readonly parent: Frame | undefined;
  readonly machine: Machine;
  /** What `return` was given. */
  result: JsValue;
}

/** A piece of an expression, ready to run. */
export type Code = (frame: Frame) => JsValue;

/** How a statement ended when it was not at its end. */
export type Completion = undefined | "break" | "continue" | "return";
export type Exec = (frame: Frame) => Completion;

/** What the parts of the compiler need of each other. */
export interface Compiler {
  expression(node: Expression, scope: Scope): Code;
  statement(node: Statement, scope: Scope): Exec;
  /** Notes that running this may change the values it is given. */
  noteChange(): void;
}

/** The names of one function (or of the whole expression) while it is compiled, each with its place in the frame. */
export class Scope {
  readonly names: string[];
  readonly parent: Scope | undefined;

  constructor(names: readonly string[], parent?: Scope) {
    this.names = [...names];
    this.parent = parent;
  }

  /** The name's place, made where there is none. */
  declare(name: string): number {
    const slot = this.names.indexOf(name);
    return slot >= 0 ? slot : this.names.push(name) - 1;
  }

  find(name: string): { hops: number; slot: number } | undefined {
    const slot = this.names.lastIndexOf(name);
    if (slot >= 0) return { hops: 0, slot };
    const outer = this.parent?.find(name);
    return outer && { hops: outer.hops + 1, slot: outer.slot };
  }
}

export function frameAt(frame: Frame, hops: number): Frame {
  let found = frame;
  for (let left = hops; left > 0 && found.parent; left -= 1) found = found.parent;
  return found;
}

/** The error for what JavaScript has and an expression may not use. */
export function refused(node: Node, what: string): JsSyntaxError {
  return new JsSyntaxError(`${what} cannot be used in an expression`, node.start);
}
