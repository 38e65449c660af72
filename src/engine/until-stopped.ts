import { InterruptedError } from "../errors.ts";

/**
 * The pages of a handler until `stop` is aborted: then what it waits for is cut off at once, since a page that has not
 * come is read again by the next run, and its pages end. What is done with a page that has come is not touched by that.
 * @throws what the handler throws, but for its having been cut off
 */
export async function* untilStopped<Input extends { signal: AbortSignal }, Page>(
  handler: (input: Input) => AsyncIterable<Page>,
  input: Input,
  stop: AbortSignal | undefined,
): AsyncGenerator<Page, void, void> {
  try {
    yield* handler(stop ? { ...input, signal: AbortSignal.any([input.signal, stop]) } : input);
  } catch (thrown) {
    if (!stop?.aborted || !(thrown === stop.reason || thrown instanceof InterruptedError)) throw thrown;
  }
}
