import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { type ApiError, asApiError } from '../../lib/api-error.ts';
import { rereadLedgers } from '../queries.ts';

type Kind = 'link' | 'unlink';

/** The last action: affected invoices of a deal, and how many QuickBooks no longer has. */
export type Done = { kind: Kind; dealId: number; invoiceIds: string[]; missing: number };

export type Outcome =
  | { kind: 'done'; done: Done }
  | { kind: 'undone' }
  /**
   * `leftInvoiceIds` were not processed, `done` is the part that can be undone. For a failed undo,
   * the invoices not processed can still be undone.
   */
  | { kind: 'failed'; of: 'act' | 'undo'; error: ApiError; done: Done; leftInvoiceIds: string[] }
  | null;

type Run = { done: Done; leftInvoiceIds: string[]; error: ApiError | null };

/** The server's limit per request. */
const atOnce = 200;

const opposite = { link: 'unlink', unlink: 'link' } as const;

const parts = (invoiceIds: string[]): string[][] =>
  Array.from({ length: Math.ceil(invoiceIds.length / atOnce) }, (_, index) =>
    invoiceIds.slice(index * atOnce, (index + 1) * atOnce),
  );

const without = (busy: ReadonlySet<string>, invoiceIds: string[]): ReadonlySet<string> =>
  new Set([...busy].filter((invoiceId) => !invoiceIds.includes(invoiceId)));

/** Links invoices to deals and unlinks them; `changed` reloads the views that show them. */
export const useLinking = (changed: () => Promise<unknown>) => {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<Outcome>(null);

  /** Runs the action in chunks and returns how far it came. */
  const run = async (kind: Kind, dealId: number, invoiceIds: string[]): Promise<Run> => {
    const done: Done = { kind, dealId, invoiceIds: [], missing: 0 };
    let leftInvoiceIds = invoiceIds;
    try {
      for (const part of parts(invoiceIds)) {
        const { linkedInvoiceIds } = await api['deal-links'][kind]({ dealId, invoiceIds: part });
        const acted = kind === 'link' ? linkedInvoiceIds : part;
        done.invoiceIds.push(...acted);
        done.missing += part.length - acted.length;
        leftInvoiceIds = leftInvoiceIds.slice(part.length);
      }
      return { done, leftInvoiceIds, error: null };
    } catch (thrown) {
      return { done, leftInvoiceIds, error: asApiError(thrown) };
    }
  };

  const during = async (
    kind: Kind,
    dealId: number,
    invoiceIds: string[],
    outcomeOf: (ran: Run) => Outcome,
  ): Promise<string[]> => {
    setBusy((before) => new Set([...before, ...invoiceIds]));
    const ran = await run(kind, dealId, invoiceIds);
    await Promise.allSettled([changed(), rereadLedgers()]);
    setOutcome(outcomeOf(ran));
    // Other rows may still be pending.
    setBusy((before) => without(before, invoiceIds));
    return ran.leftInvoiceIds;
  };

  return {
    busy,
    outcome,
    /**
     * Call it only for rows that are not linked yet, or are linked: *Undo* reverses all of them.
     * Resolves to the invoices not processed, which are also reported.
     */
    act: (kind: Kind, dealId: number, invoiceIds: string[]) =>
      during(kind, dealId, invoiceIds, ({ done, leftInvoiceIds, error }) =>
        error ? { kind: 'failed', of: 'act', error, done, leftInvoiceIds } : { kind: 'done', done },
      ),
    undo: (done: Done) =>
      during(opposite[done.kind], done.dealId, done.invoiceIds, ({ leftInvoiceIds, error }) =>
        error
          ? {
              kind: 'failed',
              of: 'undo',
              error,
              done: { ...done, invoiceIds: leftInvoiceIds },
              leftInvoiceIds,
            }
          : { kind: 'undone' },
      ),
  };
};

export type Linking = ReturnType<typeof useLinking>;
