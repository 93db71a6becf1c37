import { useState } from 'react';
import type { ListRow } from './queries.ts';

/**
 * The selected rows with their current data. The selection survives a change of filters, so that
 * several searches add up.
 */
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
    /** Selects all rows shown, or deselects them when all are selected. */
    toggleShown: () => {
      const next = new Map(selected);
      for (const row of rows) {
        if (allShown) next.delete(row.id);
        else next.set(row.id, row);
      }
      setTicked(next);
    },
    /** Deselects all rows except these invoices. */
    keepOnly: (invoiceIds: string[]) =>
      setTicked((now) => new Map([...now].filter(([invoiceId]) => invoiceIds.includes(invoiceId)))),
  };
};

export type Selection = ReturnType<typeof useSelection>;
