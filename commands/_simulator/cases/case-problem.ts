import { Refusal } from "soarkit/simulator";

/** The body of every refusal by the case service. */
export interface ProblemBody {
  problem: string;
  description: string | null;
}

/** A 400 with one of the documented problems. */
export function problem(name: string, description: string | null = null): Refusal {
  return new Refusal(400, { problem: name, description } satisfies ProblemBody);
}

/** The body of a 400 without a documented problem. */
export function badRequest(description: string): ProblemBody {
  return { problem: "BAD_REQUEST", description };
}

export function notFound(description: string): Refusal {
  return new Refusal(404, { problem: "NOT_FOUND", description } satisfies ProblemBody);
}
