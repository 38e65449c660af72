import { expect } from "chai";
import fc from "fast-check";
import { ApiError, InterruptedError } from "../../src/errors.ts";
import { pageByNumber, pageByOffset, pageByToken } from "../../src/http/paging.ts";
import { rejection } from "./loopback.ts";

const list = (length: number) => Array.from({ length }, (_, id) => ({ id }));

async function collect<T>(pages: AsyncIterable<T[]>): Promise<T[][]> {
  const all: T[][] = [];
  for await (const page of pages) all.push(page);
  return all;
}

describe("pageByNumber", () => {
  const paged = (items: { id: number }[], first: number, size: number, total: boolean) => {
    const asked: number[] = [];
    const pages = pageByNumber({
      first,
      size,
      fetchPage: async (page) => {
        asked.push(page);
        const start = (page - first) * size;
        return { items: items.slice(start, start + size), ...(total ? { totalCount: items.length } : {}) };
      },
    });
    return { asked, pages };
  };

  it("stops at the first page that is not full", async () => {
    const { asked, pages } = paged(list(5), 1, 2, false);
    expect(await collect(pages)).to.deep.equal([[{ id: 0 }, { id: 1 }], [{ id: 2 }, { id: 3 }], [{ id: 4 }]]);
    expect(asked).to.deep.equal([1, 2, 3]);
  });

  it("asks once more where the last page is full and no total is known", async () => {
    const { asked, pages } = paged(list(4), 0, 2, false);
    expect(await collect(pages)).to.have.length(2);
    expect(asked).to.deep.equal([0, 1, 2]);
  });

  it("asks no more than the total needs", async () => {
    const { asked, pages } = paged(list(4), 0, 2, true);
    expect(await collect(pages)).to.have.length(2);
    expect(asked).to.deep.equal([0, 1]);
  });

  it("goes on after a short page while the total is not reached: the vendor may give less than asked for", async () => {
    const items = list(5);
    const pages = pageByNumber({
      first: 0,
      size: 100,
      fetchPage: async (page) => ({ items: items.slice(page * 2, page * 2 + 2), totalCount: 5 }),
    });
    expect((await collect(pages)).flat()).to.deep.equal(items);
  });

  it("asks for a page only when the one before has been used", async () => {
    const { asked, pages } = paged(list(10), 0, 2, true);
    for await (const page of pages) {
      expect(page).to.have.length(2);
      break;
    }
    expect(asked).to.deep.equal([0]);
  });

  it("refuses a vendor that gives the same page for ever", async () => {
    let asked = 0;
    const pages = pageByNumber({ first: 0, size: 2, fetchPage: async () => ({ items: list(2), asked: asked++ }) });
    const error = await rejection(collect(pages));
    expect(error).to.be.instanceOf(ApiError);
    expect((error as ApiError).message).to.equal(
      "The vendor gave the same page twice in a row (page 2), so paging would never end.",
    );
    expect(asked).to.equal(2);
  });

  it("stops between pages when its caller stops", async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const pages = pageByNumber({
      first: 0,
      size: 1,
      signal: stop.signal,
      fetchPage: async (page) => ({ items: [page] }),
    });
    const error = await rejection(
      (async () => {
        for await (const [item = -1] of pages) {
          seen.push(item);
          if (item === 2) stop.abort();
        }
      })(),
    );
    expect(error).to.be.instanceOf(InterruptedError);
    expect(seen).to.deep.equal([0, 1, 2]);
  });

  it("gives every item exactly once, whatever the size, the total and the vendor's own cap", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(40),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        async (length, size, cap) => {
          const items = list(length);
          const given = Math.min(size, cap);
          const pages = pageByNumber({
            first: 1,
            size,
            fetchPage: async (page) => ({ items: items.slice((page - 1) * given, page * given), totalCount: length }),
          });
          expect((await collect(pages)).flat()).to.deep.equal(items);
        },
      ),
    );
  });
});

describe("pageByOffset", () => {
  it("skips as many items as it has seen", async () => {
    const items = list(5);
    const asked: number[] = [];
    const pages = pageByOffset({
      size: 2,
      fetchPage: async (offset) => {
        asked.push(offset);
        return { items: items.slice(offset, offset + 2) };
      },
    });
    expect((await collect(pages)).flat()).to.deep.equal(items);
    expect(asked).to.deep.equal([0, 2, 4]);
  });
});

describe("pageByToken", () => {
  it("follows the tokens until a page gives none", async () => {
    for (const last of [undefined, null, ""]) {
      const asked: (string | undefined)[] = [];
      const pages = pageByToken({
        first: "",
        fetchPage: async (token) => {
          asked.push(token);
          return token === "b" ? { items: [3], next: last } : { items: [1], next: token === "" ? "a" : "b" };
        },
      });
      expect(await collect(pages)).to.deep.equal([[1], [1], [3]]);
      expect(asked).to.deep.equal(["", "a", "b"]);
    }
  });

  it("passes over an empty page on the way", async () => {
    const pages = pageByToken({
      fetchPage: async (token) => (token === undefined ? { items: [], next: "a" } : { items: [1] }),
    });
    expect(await collect(pages)).to.deep.equal([[1]]);
  });

  it("refuses a vendor that gives a token a second time", async () => {
    const pages = pageByToken({ fetchPage: async (token) => ({ items: [1], next: token === "a" ? "b" : "a" }) });
    const error = await rejection(collect(pages));
    expect(error).to.be.instanceOf(ApiError);
    expect((error as ApiError).message).to.equal(
      'The vendor gave the page token "a" a second time, so paging would never end.',
    );
  });

  it("stops between pages when its caller stops", async () => {
    const pages = pageByToken({ signal: AbortSignal.abort(), fetchPage: async () => ({ items: [1] }) });
    expect(await rejection(collect(pages))).to.be.instanceOf(InterruptedError);
  });
});
