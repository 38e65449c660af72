import * as v from "valibot";
import { ArgumentError, type ApiError } from "soarkit";

/** The error for a query that Incydr has refused with 400: what is wrong with it is for the analyst to change. */
export function refusedQuery(error: ApiError): ArgumentError {
  const problems = problemsOf(error.body);
  const listed = problems.slice(0, MAX_PROBLEMS).map(sentence);
  const more = problems.length > MAX_PROBLEMS ? `; and ${problems.length - MAX_PROBLEMS} more` : "";
  const said = error.body.trim().slice(0, MAX_LENGTH) || "it gave no reason.";
  return new ArgumentError(
    `Incydr refused the query: ${listed.length > 0 ? `${listed.join("; ")}${more}.` : said}`,
    problems.some(({ badFilter }) => badFilter) ? CORRECT : NARROW,
    { cause: error },
  );
}

// --- internal ---

/** More would not be read. */
const MAX_PROBLEMS = 10;

/** Of a reason in another form, such as a proxy's page. */
const MAX_LENGTH = 300;

const CORRECT =
  "Correct the term, operator or value that it names; terms are paths of a file event, such as file.name.";

/** For a refusal that names nothing to correct. */
const NARROW =
  "Run it again later. If it stays so, ask for less at once: a shorter time, fewer results, or a simpler query.";

const ProblemsSchema = v.looseObject({
  problems: v.array(
    v.looseObject({
      type: v.nullish(v.string()),
      description: v.nullish(v.string()),
      badFilter: v.nullish(v.looseObject({ term: v.unknown(), operator: v.unknown(), value: v.unknown() })),
    }),
  ),
});

type Problem = v.InferOutput<typeof ProblemsSchema>["problems"][number];

/** None where the body says it in another way, or was too long to be kept whole. */
function problemsOf(body: string): Problem[] {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return [];
  }
  const parsed = v.safeParse(ProblemsSchema, answer);
  return parsed.success ? parsed.output.problems : [];
}

/** `unknown term (file.colour IS "red")` */
function sentence({ type, description, badFilter }: Problem): string {
  const what = description ?? type ?? "a problem without a name";
  if (!badFilter) return what;
  const { term, operator, value } = badFilter;
  const shown = [term, operator].filter((part) => typeof part === "string" && part !== "");
  const given = value === null || value === undefined ? [] : [JSON.stringify(value).slice(0, 100)];
  return `${what} (${[...shown, ...given].join(" ")})`;
}
