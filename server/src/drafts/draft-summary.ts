import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import { amountsCurrency } from '../shared/money/conversion.ts';
import { invoiceTotals } from '../shared/money/invoice-totals.ts';
import type { DraftSummary } from './tables.ts';

/** What the panel shows of a draft, worked out once when it is saved. */
export const draftSummary = (
  content: DraftContent,
  profile: CompanyProfile | null,
  totals = profile && invoiceTotals(content, profile),
): DraftSummary => {
  const { choice, to } = content.customer;
  return {
    lines: content.lines.length,
    customerName: choice.kind === 'none' ? (to.split('\n')[0] ?? '') : choice.name,
    currency: amountsCurrency(content.details),
    total: totals?.complete ? totals.total : null,
  };
};
