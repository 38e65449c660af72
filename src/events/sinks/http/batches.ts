/**
 * Texts in batches of at most `bytes` of UTF-8 each, in order, a line feed after each text. None is split: one that is
 * larger alone is a batch of its own.
 */
export function* batchesOf(texts: Iterable<string>, bytes: number): Generator<{ body: Buffer; count: number }> {
  let batch: string[] = [];
  let size = 0;
  const take = () => {
    const taken = { body: Buffer.from(`${batch.join("\n")}\n`), count: batch.length };
    [batch, size] = [[], 0];
    return taken;
  };
  for (const text of texts) {
    const more = Buffer.byteLength(text) + 1;
    if (batch.length > 0 && size + more > bytes) yield take();
    batch.push(text);
    size += more;
  }
  if (batch.length > 0) yield take();
}
