import type { MirrorStore, Waiting } from "../incidents/mirror.ts";

/**
 * Changes that wait in the outbox for an instance that is not configured, as after it was renamed: nothing hands them
 * over, since each instance hands over its own only.
 * @param configured the names of all instances, not only of those in use
 * @throws StoreError
 */
export async function strandedChanges(
  mirror: Pick<MirrorStore, "waitingByInstance">,
  configured: readonly string[],
): Promise<Waiting[]> {
  return (await mirror.waitingByInstance()).filter(({ instance }) => !configured.includes(instance));
}

/** What is wrong, and what to do about it. */
export function strandedText({ instance, changes, since }: Waiting): { found: string; remedy: string } {
  const name = JSON.stringify(instance);
  const wait = changes === 1 ? "1 change waits" : `${changes} changes wait`;
  return {
    found: `${wait} to be handed over to the vendor (since ${new Date(since).toISOString()}), and no instance is named ${name}`,
    remedy: `If it was renamed, give it its old name in soar.yml, or configure one of the name ${name} as it was; \`soar incidents sync\` hands them over then.`,
  };
}
