import { useState } from 'react';
import type { ListRow } from './queries.ts';

/** Which rows are ticked, as they are now; ticks outlive filters, so that several searches add up. */
export const useSelection = (rows: ListRow[]) => {
  const [selected, setTicked] = useState<ReadonlyMap<string, ListRow>>(new Map());
  const current = new Map(rows.map((row) => [row.id, row]));
  const all = [...selected.values()].map((row) => current.get(row.id) ?? row);
  const allShown = rows.length > 0 && rows.every(({ id }) => selected.has(id));
  return {
    all,
    has: (row: ListRow) => selected.has(row.id),
    allShown,
    toggle: (row: ListRow) => {
      const next = new Map(selected);
      if (!next.delete(row.id)) next.set(row.id, row);
      setTicked(next);
    },
    /** Ticks all rows that are shown, or when they all are takes their ticks away. */
    toggleShown: () => {
      const next = new Map(selected);
      for (const row of rows) {
        if (allShown) next.delete(row.id);
        else next.set(row.id, row);
      }
      setTicked(next);
    },
    /** Takes all ticks away but those of these invoices. */
    keepOnly: (ids: string[]) =>
      setTicked((now) => new Map([...now].filter(([id]) => ids.includes(id)))),
  };
};

export type Selection = ReturnType<typeof useSelection>;
