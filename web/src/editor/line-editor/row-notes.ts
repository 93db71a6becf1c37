import type { DraftLine } from '@dealbill/server/shared/contract/draft-content';
import { parseDecimal } from '@dealbill/server/shared/money/money';
import { money, plainDate } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';

type DealRow = NonNullable<DraftLine['dealRow']>;
type Billing = NonNullable<DealRow['billing']>;

const frequencies: Record<Billing['frequency'], () => string> = {
  weekly: m.editor_row_weekly,
  monthly: m.editor_row_monthly,
  quarterly: m.editor_row_quarterly,
  'semi-annually': m.editor_row_semi_annually,
  annually: m.editor_row_annually,
};

const priceWords = ({ amount, currency }: NonNullable<DealRow['otherPrice']>): string => {
  const value = parseDecimal(amount);
  return value ? money(value.toFixed(), currency) : `${amount} ${currency}`;
};

/** Notes on properties of the deal's row that its invoice line cannot represent. */
export const rowNotesOf = ({ dealRow }: Pick<DraftLine, 'dealRow'>): string[] => {
  const { otherPrice, billing, variation } = dealRow ?? {};
  return [
    ...(otherPrice ? [m.editor_row_other_currency({ price: priceWords(otherPrice) })] : []),
    ...(billing ? [billingWords(billing)] : []),
    ...(variation ? [variationWords(variation)] : []),
  ];
};

const variationWords = (variation: NonNullable<DealRow['variation']>): string =>
  variation === true ? m.editor_row_variation() : m.editor_row_variation_named({ variation });

const billingWords = ({ frequency, cycles, startDate }: Billing): string => {
  const words = frequencies[frequency]();
  const date = startDate && plainDate(startDate, '');
  if (cycles === null)
    return date
      ? m.editor_row_recurring_from({ frequency: words, date })
      : m.editor_row_recurring({ frequency: words });
  return date
    ? m.editor_row_recurring_times_from({ frequency: words, cycles, date })
    : m.editor_row_recurring_times({ frequency: words, cycles });
};
