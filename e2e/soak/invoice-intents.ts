import type { TrialCompany } from './trial-company.ts';

/** An invoice that a user wants to create. */
export type InvoiceIntent = {
  trialCompany: TrialCompany;
  dealId: number;
  /** Decimal text, unique in each trial company except for the two twins. */
  amount: string;
  customer: { kind: 'existing'; id: string; name: string } | { kind: 'new'; name: string };
  /** One of two intents that differ only in the deal. */
  twin: boolean;
  /** QuickBooks rejects every lookup of this invoice. */
  rejected: boolean;
};

/** In cents, far from every total of the demo data. */
const firstAmount = 7_100_000;

const amountText = (cents: number) =>
  `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** Customer for whose new invoices QuickBooks rejects every lookup; empty when it rejects none. */
export const rejectedCustomer = ({ rejectsLookups, before }: TrialCompany): string =>
  rejectsLookups ? (before.customers[1]?.Id ?? '') : '';

/**
 * Invoices of one trial company, grouped by deal; those of one deal are created in sequence. The
 * first two are twins: same amount and customer on two deals. Others have unique amounts. Every
 * third is for a new customer, the rest alternate between three existing customers.
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
    // Every third of these is for a new customer, so the rest covers the existing ones in turn.
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
