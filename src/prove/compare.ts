import type { TrueItem } from "./control.ts";
import type { Content } from "./subject.ts";

/** What came of a stream, held against what the vendor has. */
export interface Comparison {
  stream: string;
  /** What the vendor has. */
  items: number;
  /** Ids of what the vendor has and was not taken in. */
  lost: string[];
  /** Ids of what was taken in more than once. */
  doubled: string[];
  /** Ids of what was taken in and the vendor does not have. */
  unknown: string[];
}

/**
 * @param truth what the vendor has
 * @param found how often each id was taken in
 * @param contents what was taken in of each id: an item whose last change is missing counts as lost, one with more
 * updates than changes as doubled
 */
export function compare(
  stream: string,
  truth: readonly TrueItem[],
  found: ReadonlyMap<string, number>,
  contents: ReadonlyMap<string, Content> = new Map(),
): Comparison {
  const wanted = new Map(truth.map((item) => [item.id, item]));
  const ids = [...found.keys()];
  const isStale = ({ id, changed }: TrueItem) => {
    const content = contents.get(id);
    return changed !== undefined && content !== undefined && !content.text.includes(changed.mark);
  };
  const isOverdone = (id: string) => (contents.get(id)?.updates ?? 0) > (wanted.get(id)?.changed?.times ?? 0);
  return {
    stream,
    items: wanted.size,
    lost: [...wanted.values()].filter((item) => !found.has(item.id) || isStale(item)).map(({ id }) => id),
    doubled: ids.filter((id) => (found.get(id) ?? 0) > 1 || isOverdone(id)),
    unknown: ids.filter((id) => !wanted.has(id)),
  };
}
