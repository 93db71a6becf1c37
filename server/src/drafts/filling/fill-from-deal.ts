import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { type DraftContent, existingCustomer } from '../../shared/contract/draft-content.ts';
import { dueDate } from '../../shared/dates/due-date.ts';
import { fillRecipients } from '../../shared/text/fill-recipients.ts';
import { taxRulesOf } from '../../shared/tax/tax-rules.ts';
import { oneDiscount } from './deal-discount.ts';
import { dealLines, hasDealCurrency, taxModeOf } from './deal-lines.ts';
import type { FillSources } from './fill-sources.ts';

/**
 * Fills a form from the deal: unknown values stay empty and only a saved link chooses the customer.
 * Pure.
 */
export const fillFromDeal = (from: FillSources): DraftContent => {
  const saved = from.candidates.find((candidate) => candidate.reason === 'saved_link');
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
      salesTaxCodeId:
        taxRulesOf(from.profile).codes === 'per_invoice' ? onlyCode(from.profile) : null,
      message: '',
      memo: '',
    },
    lines: dealLines(from),
    discount: oneDiscount(
      from.discounts,
      from.products.filter((product) => hasDealCurrency(product, from.deal)),
      taxModeOf(from),
    ),
  };
};

const onlyCode = (profile: CompanyProfile) =>
  profile.taxCodes.length === 1 ? (profile.taxCodes[0]?.id ?? null) : null;

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
