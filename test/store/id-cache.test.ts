import { expect } from "chai";
import { createIdCache } from "../../src/store/id-cache.ts";

describe("the cache of sets of ids", () => {
  const set = (bytes: number) => Buffer.alloc(bytes);
  const has = (cache: ReturnType<typeof createIdCache>, ...keys: string[]) =>
    keys.filter((key) => cache.get(key) !== undefined);

  it("lets go of those used least lately when they become too many bytes", () => {
    const cache = createIdCache(100);
    cache.add("a", set(40));
    cache.add("b", set(40));
    cache.get("a");
    cache.add("c", set(40));
    expect(has(cache, "a", "b", "c")).to.deep.equal(["a", "c"]);
  });

  it("holds nothing that is larger than all of it may be", () => {
    const cache = createIdCache(100);
    cache.add("a", set(40));
    cache.add("b", set(101));
    expect(has(cache, "a", "b")).to.deep.equal([]);
    cache.add("c", set(100));
    expect(has(cache, "c")).to.deep.equal(["c"]);
  });

  it("counts a set that is put in again, and one that was removed, once", () => {
    const cache = createIdCache(100);
    for (let round = 0; round < 5; round++) cache.add("a", set(60));
    cache.add("b", set(40));
    expect(has(cache, "a", "b")).to.deep.equal(["a", "b"]);
    cache.remove("a");
    cache.remove("a");
    cache.add("c", set(60));
    expect(has(cache, "a", "b", "c")).to.deep.equal(["b", "c"]);
  });
});
