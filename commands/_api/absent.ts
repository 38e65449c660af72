import { isNotFound } from "soarkit";

/** What was asked for, or undefined where Incydr answers 404. Every other refusal stays an error. */
export async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
