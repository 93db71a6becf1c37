import type { Reader } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { Big, type Decimal, money, sum } from '../shared/money/money.ts';
import { entriesOf, hasInvoice, type StoredEntry } from './store.ts';

/**
 * Entries of this currency without an invoice. Periods of recurring products do not count: Pipedrive
 * does not say how many of them a deal's value contains.
 */
export const openEntries = (entries: StoredEntry[], currency: string): StoredEntry[] =>
  entries.filter(
    (entry) => !hasInvoice(entry) && entry.frequency === null && entry.currency === currency,
  );

export const openAmount = (entries: StoredEntry[], currency: string): Decimal =>
  money(sum(openEntries(entries, currency).map(({ amount }) => new Big(amount))));

/** What the deal's plan has planned for invoices other than that of this draft. */
export const plannedBeside = async (
  db: Reader,
  realmKey: RealmKey,
  { dealId, draftId, currency }: { dealId: number; draftId: string; currency: string },
): Promise<Decimal> => {
  const entries = await entriesOf(db, { ...realmKey, dealId });
  return openAmount(
    entries.filter((entry) => entry.draftId !== draftId),
    currency,
  );
};
