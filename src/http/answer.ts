import { ApiError } from "../errors.ts";
import type { ReadAnswer } from "./long-list.ts";
import { excerpt } from "./refusal.ts";
import type { SchemaFailure, StandardSchemaV1 } from "./standard-schema.ts";

/** What is said of an answer that cannot be used. */
export interface AnswerFacts {
  label: string;
  status: number;
  contentType: string;
  /** It may hold a secret, as the answer with a token does: no error quotes it. @default false */
  confidential?: boolean;
  /** Takes secrets out of what is quoted, before it is cut: a half secret would be known to no mask. @default as it is */
  mask?: (text: string) => string;
}

/**
 * An answer as what the schema describes. An empty one is `undefined` to a schema that takes it.
 * @throws ApiError when it is no JSON, or other JSON
 */
export async function parseAnswer<T>(
  body: string | ReadAnswer,
  schema: StandardSchemaV1<unknown, T>,
  answer: AnswerFacts,
): Promise<T> {
  const read = typeof body === "string" ? { text: () => body, value: (): unknown => JSON.parse(body) } : body;
  const empty =
    typeof body === "string" && body.trim() === "" ? await schema["~standard"].validate(undefined) : undefined;
  if (empty && !empty.issues) return empty.value;
  const result = await schema["~standard"].validate(parseJson(read, answer));
  if (!result.issues) return result.value;
  throw new ApiError(
    `${answer.label} was answered with data of another shape than expected: ${listIssues(result.issues, answer)}.`,
    "The vendor's API has changed or is another version. Update the integration, or report this to its author.",
    { status: answer.status, body: keptOf(read.text(), answer) },
  );
}

/** How much of a body an error keeps. */
export const BODY_LENGTH = 2_000;

// --- internal ---

const MOST_ISSUES = 5;

function parseJson(read: ReadAnswer, answer: AnswerFacts): unknown {
  try {
    return read.value();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const text = read.text();
    const { confidential = false, mask = asItIs } = answer;
    // Markup is quoted in any case: it says where the request went, and nobody gives a token in it.
    const markup = /^\s*</.test(text);
    const page = markup || (!confidential && answer.contentType.includes("html"));
    const body = markup ? mask(text).slice(0, BODY_LENGTH) : keptOf(text, answer);
    // The parser's own message quotes the text, too, and cuts it.
    const cause = confidential || mask(text) !== text ? undefined : error;
    const quoted = excerpt(body, 100) || (text === "" ? "nothing at all" : "what may hold a secret");
    throw page
      ? new ApiError(
          `${answer.label} was answered with a page, not with data: ${excerpt(body, 100)}`,
          "This may be a login page or a proxy's page. Check the instance's URL and its proxy.",
          { status: answer.status, body },
          { cause },
        )
      : new ApiError(
          `${answer.label} was answered with what is no JSON: ${quoted}`,
          "The answer is damaged or incomplete. Try again; if it stays so, check the instance's URL and its proxy.",
          { status: answer.status, body },
          { cause },
        );
  }
}

function keptOf(text: string, { confidential, mask = asItIs }: AnswerFacts): string {
  return confidential === true ? "" : mask(text).slice(0, BODY_LENGTH);
}

function listIssues(issues: SchemaFailure["issues"], { confidential, mask = asItIs }: AnswerFacts): string {
  const shown = issues.slice(0, MOST_ISSUES).map(({ path = [], message }) => {
    const dotted = path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
    const place = dotted === "" ? "the whole" : excerpt(mask(dotted), 100);
    return confidential === true ? place : `${place}: ${excerpt(mask(message), 150)}`;
  });
  const more = issues.length - shown.length;
  return shown.join("; ") + (more > 0 ? `; and ${more} more` : "");
}

function asItIs(text: string): string {
  return text;
}
