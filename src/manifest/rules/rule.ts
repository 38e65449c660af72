/** What one code stands for. `soar lint` reports by it, SARIF carries it, docs/lint.md is made of it. */
export interface Rule {
  severity: "error" | "warning";
  /** The fault, in a few words. */
  what: string;
  /** What to do about it. */
  remedy: string;
  /** Something that the rule objects to. */
  example: string;
}

export type Rules = Record<string, Rule>;
