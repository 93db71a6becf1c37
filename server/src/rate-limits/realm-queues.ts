import type { RealmQueue } from './realm-queue.ts';

/** The queues of one process, at most one per realm: two of them would use the same slots. */
export const makeRealmQueues = (make: (realmId: string, onEmpty: () => void) => RealmQueue) => {
  const queues = new Map<string, RealmQueue>();
  return {
    of(realmId: string): RealmQueue {
      const known = queues.get(realmId);
      if (known) return known;
      const made = make(realmId, () => {
        // A queue that was dropped earlier must not drop the one that replaced it.
        if (queues.get(realmId) === made) queues.delete(realmId);
      });
      queues.set(realmId, made);
      return made;
    },
    async close(): Promise<void> {
      const all = [...queues.values()].map((queue) => queue.close());
      queues.clear();
      await Promise.allSettled(all);
    },
  };
};
