// Schemas for what Incydr may leave out, send as null, or change without notice.
import * as v from "valibot";

/** A text. Anything else counts as missing. */
export const text = v.fallback(v.nullish(v.string()), undefined);

/** A finite number. Anything else counts as missing. */
export const number = v.fallback(v.nullish(v.pipe(v.number(), v.finite())), undefined);

/** Yes or no. Anything else counts as missing. */
export const flag = v.fallback(v.nullish(v.boolean()), undefined);

/** A list of those members that fit. Anything else than a list counts as empty. */
export function listOf<S extends v.GenericSchema>(member: S) {
  return v.pipe(
    v.fallback(v.nullish(v.array(v.unknown()), []), []),
    v.transform((members) => members.flatMap((given) => fitting(member, given))),
  );
}

// --- internal ---

function fitting<S extends v.GenericSchema>(schema: S, given: unknown): v.InferOutput<S>[] {
  const parsed = v.safeParse(schema, given);
  return parsed.success ? [parsed.output] : [];
}
