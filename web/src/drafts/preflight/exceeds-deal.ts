import type { DraftForm } from '@dealbill/server/contract/drafts';
import { besideDeal, leftWithOrphans } from '@dealbill/server/shared/contract/beside-deal';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { inDealCurrency } from '@dealbill/server/shared/money/conversion';
import { countedOf } from '@dealbill/server/shared/money/counted-amount';
import type { ValueBasis } from '@dealbill/server/shared/money/deal-value-basis';
import { type InvoiceTotals, invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { money as exact } from '@dealbill/server/shared/money/money';
import { confirmInHost, type Question } from '../../host/dialogs.ts';
import { money } from '../../lib/format.ts';
import { orphanText } from '../../lib/orphan-text.ts';
import { m } from '../../messages/compiled/messages.js';

const totalWords = ({ total, tax }: InvoiceTotals, currency: string, basis: ValueBasis): string => {
  const counted = exact(countedOf({ total, tax: tax ?? '0' }, basis));
  const sum = money(counted, currency);
  if (tax === null || counted !== total) return m.drafts_summary_before_tax({ total: sum });
  return Number(tax) > 0 ? m.drafts_over_of_it_tax({ total: sum, tax: money(tax, currency) }) : sum;
};

/** The question before an invoice exceeds its deal's value; null when it does not. */
export const overBillingQuestion = (
  content: DraftContent,
  { profile, deal, room }: Pick<DraftForm, 'profile' | 'deal' | 'room'>,
): Question | null => {
  const own = inDealCurrency(content, room.value?.currency ?? '') ?? content;
  const { currency } = own.details;
  const totals = invoiceTotals(own, profile);
  const beside = besideDeal(room, { currency, total: totals.total, tax: totals.tax });
  if (beside.kind !== 'counted' || !beside.beyond || !room.value) return null;
  // An invoice of zero or less bills nothing.
  if (Number(totals.total) <= 0) return null;
  const values = {
    deal: deal.title,
    value: money(room.value.amount, currency),
    total: totalWords(totals, currency, room.basis),
  };
  const left = leftWithOrphans(room) ?? '0';
  return {
    title: m.drafts_over_title({ over: money(beside.beyond, currency) }),
    description: [
      Number(left) > 0
        ? m.drafts_over_text_some_left({ ...values, left: money(left, currency) })
        : m.drafts_over_text_none_left(values),
      orphanText(room),
    ]
      .filter(Boolean)
      .join(' '),
    okText: m.drafts_over_ok(),
    cancelText: m.drafts_over_back(),
    okColor: 'primary',
  };
};

/** Asks before the invoice exceeds its deal; resolves to false when the user declines. */
export const exceedsDeal = async (content: DraftContent, opened: DraftForm): Promise<boolean> => {
  const question = overBillingQuestion(content, opened);
  return question === null || (await confirmInHost(question));
};
