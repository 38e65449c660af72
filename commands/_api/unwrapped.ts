import * as v from "valibot";

/** What the console host answers: the payload under `data`, or by itself. */
export function unwrapped<S extends v.GenericSchema>(payload: S) {
  const wrapped = v.looseObject({ data: v.nonNullish(v.unknown()) });
  return v.pipe(
    v.unknown(),
    v.transform((answer) => (v.is(wrapped, answer) ? answer.data : answer)),
    payload,
  );
}
