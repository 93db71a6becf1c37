import { isAppError } from '../app-error.ts';
import { recordFault } from '../quickbooks/calls/read-errors.ts';
import type { QuickbooksGateway, Realm } from '../quickbooks/gateway.ts';
import type { QuickbooksInvoice, QuickbooksPayment } from '../quickbooks/models.ts';

/** Reads one object by id, which is current, or several by a query, which may lag behind. */
export type ReadsById<T> = {
  one(id: string): Promise<T | null>;
  several(ids: string[]): Promise<{ found: T[]; unreadable: Unreadable[] }>;
};

/** An object that QuickBooks cannot return, with the fault code; `id` is null when unknown. */
export type Unreadable = { id: string | null; code: string };

/** `missingIds`: QuickBooks has no such objects. */
export type FoundById<T> = { found: T[]; unreadable: Unreadable[]; missingIds: string[] };

/** Up to this many objects are read one by one, because queries may lag behind. */
const mostSingle = 10;

/** Concurrent reads, no more than background work may have in one realm. */
const readsAtOnce = 4;

export type ReadByIdOptions<T> = {
  /** Ids that a query must not answer, because only reading them alone is certain. */
  alone?: ReadonlySet<string>;
  /** Whether a query has returned an object as it was before a change that we know of. */
  isStale?: (object: T) => boolean;
  /** Whether a refusal makes one object unreadable, instead of failing the whole read. */
  optional?: boolean;
};

/**
 * Reads objects by id. One that a query does not return, or returns as it was before, is read alone:
 * it is missing only when that read confirms it.
 */
export const readById = async <T extends { id: string }>(
  reads: ReadsById<T>,
  ids: string[],
  { alone = new Set(), isStale = () => false, optional = false }: ReadByIdOptions<T> = {},
): Promise<FoundById<T>> => {
  const unique = [...new Set(ids)];
  const others = unique.filter((id) => !alone.has(id));
  const queried =
    others.length > mostSingle ? await reads.several(others) : { found: [], unreadable: [] };
  const current = queried.found.filter((object) => !isStale(object));
  const answered = idsIn({ found: current, unreadable: queried.unreadable });
  const single = unique.filter((id) => !answered.has(id));
  const all = [{ found: current, unreadable: queried.unreadable }];
  for (let from = 0; from < single.length; from += readsAtOnce) {
    const some = single.slice(from, from + readsAtOnce);
    all.push(...(await Promise.all(some.map((id) => readAlone(reads, id, optional)))));
  }
  const found = all.flatMap((read) => read.found);
  const unreadable = all.flatMap((read) => read.unreadable);
  const present = idsIn({ found, unreadable });
  return { found, unreadable, missingIds: unique.filter((id) => !present.has(id)) };
};

const idsIn = (read: { found: { id: string }[]; unreadable: Unreadable[] }) =>
  new Set([...read.found, ...read.unreadable].map(({ id }) => id));

const readAlone = async <T>(
  reads: ReadsById<T>,
  id: string,
  optional: boolean,
): Promise<{ found: T[]; unreadable: Unreadable[] }> => {
  try {
    const object = await reads.one(id);
    return { found: object ? [object] : [], unreadable: [] };
  } catch (error) {
    // Also finds out whether QuickBooks answers at all.
    if (recordFault(error) !== null) return reads.several([id]);
    if (!optional || !isAppError(error, 'quickbooks_refused')) throw error;
    return { found: [], unreadable: [{ id, code: error.details?.faultCode ?? '' }] };
  }
};

export const invoiceReads = (
  quickbooks: QuickbooksGateway,
  realm: Realm,
): ReadsById<QuickbooksInvoice> => ({
  one: (invoiceId) => quickbooks.invoiceNow(realm, invoiceId),
  async several(invoiceIds) {
    const { invoices, unreadable } = await quickbooks.invoicesById(realm, invoiceIds);
    return {
      found: invoices,
      unreadable: unreadable.map(({ invoiceId, code }) => ({ id: invoiceId, code })),
    };
  },
});

export const paymentReads = (
  quickbooks: QuickbooksGateway,
  realm: Realm,
): ReadsById<QuickbooksPayment> => ({
  one: (paymentId) => quickbooks.paymentNow(realm, paymentId),
  async several(paymentIds) {
    const { payments, unreadablePayments } = await quickbooks.paymentsById(realm, paymentIds);
    return {
      found: payments,
      unreadable: unreadablePayments.map(({ paymentId, code }) => ({ id: paymentId, code })),
    };
  },
});
