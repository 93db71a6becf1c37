import { companyToday } from '../company-profile/company-today.ts';
import { storedProfile } from '../company-profile/store.ts';
import type { Dependencies } from '../context.ts';
import { invoiceLink } from '../quickbooks/web-links.ts';
import type { PlainDate } from '../shared/dates/due-date.ts';
import { dealFactsOf, nextOverdueDay } from './deal-facts.ts';
import type { Facts } from './field-values.ts';
import { noPartyFacts, partyFactsOf } from './party-facts.ts';
import { invoicesWithPayments, openInvoicesOf, type RecordKey } from './read-invoices.ts';

type Reading = Pick<Dependencies, 'db' | 'clock' | 'settings'> & { companyId: number };

/** Values of a record's facts, and when they change without a change of an invoice. */
export type RecordFacts = {
  facts: Facts;
  /**
   * Start of the day, in the company's zone, on which the next invoice becomes overdue; null when
   * none does.
   */
  overdueAt: number | null;
};

/** Computes the facts of a record from our own rows. */
export const factsOfRecord = async (
  ctx: Reading,
  realmId: string,
  record: RecordKey,
): Promise<RecordFacts> => {
  const today = await companyToday(ctx, realmId);
  const { facts, overdueDay } =
    record.of === 'deal'
      ? await factsOfDeal(ctx, realmId, record.recordId, today)
      : await factsOfParty(ctx, realmId, record, today);
  const overdueAt = overdueDay === null ? null : await startOf(ctx, realmId, overdueDay);
  return { facts, overdueAt };
};

type OnDay = { facts: Facts; overdueDay: PlainDate | null };

const factsOfDeal = async (
  { db, companyId, settings }: Reading,
  realmId: string,
  dealId: number,
  today: PlainDate,
): Promise<OnDay> => {
  const { invoices, payments } = await invoicesWithPayments(db, { companyId, realmId }, dealId);
  const { webUrl } = settings.quickbooks;
  const linkOf = (invoiceId: string) => invoiceLink({ webUrl, realmId }, invoiceId);
  return {
    facts: dealFactsOf(invoices, payments, { today, linkOf }),
    overdueDay: nextOverdueDay(invoices, today),
  };
};

const factsOfParty = async (
  { db, companyId }: Reading,
  realmId: string,
  party: RecordKey,
  today: PlainDate,
): Promise<OnDay> => {
  const read = await openInvoicesOf(db, { companyId, realmId }, party);
  if (!read) return { facts: noPartyFacts, overdueDay: null };
  return {
    facts: partyFactsOf(read.open, read.currencies, today),
    overdueDay: nextOverdueDay(read.open, today),
  };
};

const startOf = async ({ db, companyId }: Reading, realmId: string, day: PlainDate) => {
  const zone = (await storedProfile(db, companyId, realmId))?.profile.zone ?? 'UTC';
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
};
