import { ApiError } from "../errors.ts";
import { excerpt } from "./refusal.ts";
import type { SchemaFailure, StandardSchemaV1 } from "./standard-schema.ts";

/**
 * An answer's text as what the schema describes.
 * @throws ApiError when it is no JSON, or other JSON
 */
export async function parseAnswer<T>(
  text: string,
  schema: StandardSchemaV1<unknown, T>,
  answer: { label: string; status: number; contentType: string },
): Promise<T> {
  const value = parseJson(text, answer);
  const result = await schema["~standard"].validate(value);
  if (!result.issues) return result.value;
  throw new ApiError(
    `${answer.label} was answered with data of another shape than expected: ${listIssues(result.issues)}.`,
    "The vendor's API has changed or is another version. Update the integration, or report this to its author.",
    { status: answer.status, body: text.slice(0, BODY_LENGTH) },
  );
}

/** How much of a body an error keeps. */
export const BODY_LENGTH = 2_000;

// --- internal ---

const MOST_ISSUES = 5;

function parseJson(text: string, answer: { label: string; status: number; contentType: string }): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const body = text.slice(0, BODY_LENGTH);
    const page = /^\s*</.test(text) || answer.contentType.includes("html");
    throw page
      ? new ApiError(
          `${answer.label} was answered with a page, not with data: ${excerpt(body, 100)}`,
          "This may be a login page or a proxy's page. Check the instance's URL and its proxy.",
          { status: answer.status, body },
          { cause },
        )
      : new ApiError(
          `${answer.label} was answered with what is no JSON: ${excerpt(body, 100) || "nothing at all"}`,
          "The answer is damaged or incomplete. Try again; if it stays so, check the instance's URL and its proxy.",
          { status: answer.status, body },
          { cause },
        );
  }
}

function listIssues(issues: SchemaFailure["issues"]): string {
  const shown = issues.slice(0, MOST_ISSUES).map(({ path = [], message }) => {
    const dotted = path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
    return `${dotted === "" ? "the whole" : excerpt(dotted, 100)}: ${excerpt(message, 150)}`;
  });
  const more = issues.length - shown.length;
  return shown.join("; ") + (more > 0 ? `; and ${more} more` : "");
}
