import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { type ApiError, asApiError } from '../../lib/api-error.ts';
import { rereadLedgers } from '../queries.ts';

type Kind = 'link' | 'unlink';

/** What was done last: to which invoices of which deal, and how many QuickBooks no longer has. */
export type Done = { kind: Kind; dealId: number; ids: string[]; missing: number };

export type Told =
  | { kind: 'done'; done: Done }
  | { kind: 'undone' }
  | { kind: 'failed'; error: ApiError }
  | null;

/** As many as the server takes at once. */
const atOnce = 200;

const opposite = { link: 'unlink', unlink: 'link' } as const;

const parts = (ids: string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, index) =>
    ids.slice(index * atOnce, (index + 1) * atOnce),
  );

const without = (busy: ReadonlySet<string>, ids: string[]): ReadonlySet<string> =>
  new Set([...busy].filter((id) => !ids.includes(id)));

/** Links invoices to deals and takes them off again; `changed` reads again what shows them. */
export const useLinking = (changed: () => Promise<unknown>) => {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState<Told>(null);

  /** Acts on all of them, and says how it ended; after a failure the rows tell how far it came. */
  const run = async (kind: Kind, dealId: number, ids: string[]): Promise<Told> => {
    const done: Done = { kind, dealId, ids: [], missing: 0 };
    try {
      for (const invoiceIds of parts(ids)) {
        const { linked } = await api.links[kind]({ dealId, invoiceIds });
        const acted = kind === 'link' ? linked : invoiceIds;
        done.ids.push(...acted);
        done.missing += invoiceIds.length - acted.length;
      }
      return { kind: 'done', done };
    } catch (thrown) {
      return { kind: 'failed', error: asApiError(thrown) };
    }
  };

  const during = async (ids: string[], action: () => Promise<Told>): Promise<boolean> => {
    setBusy((before) => new Set([...before, ...ids]));
    const result = await action();
    await Promise.allSettled([changed(), rereadLedgers()]);
    setTold(result);
    // Another row's may still be under way.
    setBusy((before) => without(before, ids));
    return result?.kind !== 'failed';
  };

  return {
    busy,
    told,
    /** Only those that are not, or are, linked to it: what is undone later is what was done. */
    act: (kind: Kind, dealId: number, ids: string[]) => during(ids, () => run(kind, dealId, ids)),
    undo: ({ kind, dealId, ids }: Done) =>
      during(ids, async () => {
        const result = await run(opposite[kind], dealId, ids);
        return result?.kind === 'done' ? { kind: 'undone' } : result;
      }),
  };
};

export type Linking = ReturnType<typeof useLinking>;
