import type { RealmQueue } from './realm-queue.ts';

/** Creates the queues of one process: one per realm, because two would use the same slots. */
export const makeRealmQueues = (make: (realmId: string, onEmpty: () => void) => RealmQueue) => {
  const queues = new Map<string, RealmQueue>();
  return {
    of(realmId: string): RealmQueue {
      const known = queues.get(realmId);
      if (known) return known;
      const made = make(realmId, () => {
        // A dropped queue must not drop its replacement.
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
