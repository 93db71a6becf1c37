import { linkedCandidate } from '../../customers/matching/linked-candidate.ts';
import { type DraftContent, existingCustomer } from '../../shared/contract/draft-content.ts';
import { dueDate } from '../../shared/dates/due-date.ts';
import { invoiceTaxCodeFor } from '../../shared/tax/tax-code.ts';
import { fillRecipients } from '../../shared/text/fill-recipients.ts';
import { oneDiscount } from './deal-discount.ts';
import { dealLines, hasDealCurrency, rateOf, taxModeOf } from './deal-lines.ts';
import { furtherFields, messageAndMemo } from './fill-fields.ts';
import type { FillSources } from './fill-sources.ts';

/**
 * Fills a form from the deal: unknown values stay empty and only a saved link chooses the customer.
 * Pure.
 */
export const fillFromDeal = (from: FillSources): DraftContent => {
  const saved = linkedCandidate(from.candidates);
  const { term, due } = termAndDue(from);
  return {
    customer: fillRecipients(
      {
        choice: saved ? existingCustomer(saved) : { kind: 'none' },
        ...from.customer,
        emailFrom: 'deal',
        copiesFrom: 'company',
      },
      from.usualRecipients,
      from.remembered,
    ),
    details: {
      issueDate: from.today,
      term,
      dueDate: due,
      currency: from.deal.currency,
      ...(from.exchangeRate && { exchangeRate: from.exchangeRate }),
      number: from.proposedNumber ?? '',
      taxMode: taxModeOf(from),
      salesTaxCodeId: invoiceTaxCodeFor(
        from.products.flatMap((product) => rateOf(product) ?? []),
        from.profile,
      ),
      ...messageAndMemo(from.texts, from.profile),
    },
    fields: furtherFields(from.texts, from.profile),
    lines: dealLines(from),
    discount: oneDiscount(
      from.discounts,
      from.products.filter((product) => hasDealCurrency(product, from.deal)),
      taxModeOf(from),
    ),
  };
};

const termAndDue = ({ term, profile, today }: FillSources) => {
  if (term.kind === 'days') {
    return { term, due: dueDate(today, term) };
  }
  const storedTerm = profile.terms.find((candidate) => candidate.id === term.id);
  return storedTerm
    ? {
        term: { kind: 'quickbooks' as const, id: storedTerm.id },
        due: dueDate(today, storedTerm.rule),
      }
    : { term: { kind: 'none' as const }, due: '' };
};
