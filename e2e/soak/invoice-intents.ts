import type { TrialCompany } from './trial-company.ts';

/** An invoice that a user wants to create. */
export type InvoiceIntent = {
  trialCompany: TrialCompany;
  dealId: number;
  /** Decimal text; in each shop only the two twins share theirs. */
  amount: string;
  customer: { kind: 'existing'; id: string; name: string } | { kind: 'new'; name: string };
  /** One of two that differ in nothing but the deal. */
  twin: boolean;
  /** QuickBooks rejects every lookup of it. */
  rejected: boolean;
};

/** In cents; no total of the demo data is near it. */
const firstAmount = 7_100_000;

const amountText = (cents: number) =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** The customer whose new invoices QuickBooks rejects every lookup of; empty where it rejects none. */
export const rejectedCustomer = ({ rejectsLookups, before }: TrialCompany): string =>
  rejectsLookups ? (before.customers[1]?.Id ?? '') : '';

/**
 * What one shop bills: the first two over the same amount for the same customer on two deals, all others over
 * amounts of their own; every third for a new customer, the rest spread over three existing ones. Returned by
 * deal: those of one deal are created one after the other.
 */
export const intentsOf = (
  trialCompany: TrialCompany,
  count: number,
  lanes: number,
): InvoiceIntent[][] => {
  const deals = Object.values(trialCompany.company.deals).slice(0, lanes);
  const known = trialCompany.before.customers.slice(0, 3);
  const all = Array.from({ length: count }, (_, n): InvoiceIntent => {
    const twin = n < 2;
    // The third part of these is for new customers, so their number counts every existing one in turn.
    const of = known[twin ? 0 : Math.floor((n * 2) / 3) % known.length];
    const { Id: id = '', DisplayName: name = '' } = of ?? {};
    const isNew = !twin && n % 3 === 0;
    return {
      trialCompany,
      dealId: deals[n % deals.length] ?? 0,
      amount: amountText(firstAmount + (twin ? 0 : n)),
      customer: isNew ? { kind: 'new', name: `New customer ${n}` } : { kind: 'existing', id, name },
      twin,
      rejected: !isNew && id === rejectedCustomer(trialCompany),
    };
  });
  return deals.map((dealId) => all.filter((intent) => intent.dealId === dealId));
};
