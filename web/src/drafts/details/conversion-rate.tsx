import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { isPlainDate } from '@dealbill/server/shared/dates/due-date';
import { readingsOf } from '@dealbill/server/shared/money/ambiguous-number';
import {
  amountsCurrency,
  convertAmounts,
  crossRate,
} from '@dealbill/server/shared/money/conversion';
import { isFarRate, parseRate, rateToSend } from '@dealbill/server/shared/money/exchange-rate';
import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../lib/api.ts';
import { problemSentence } from '../../lib/field-messages.ts';
import { money, plainDate } from '../../lib/format.ts';
import { readRate } from '../../lib/parse-figures.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { useDraft } from '../draft-session.ts';
import styles from './amounts-notice.module.css';

/**
 * QuickBooks' rate: units of the invoice's currency per unit of the amounts' currency; null while
 * unknown.
 */
const useQuickbooksRate = ({ details }: DraftContent) => {
  const { profile } = useDraft().opened;
  const from = amountsCurrency(details);
  const { currency, issueDate: date } = details;
  const ask = profile.multiCurrency && from !== profile.homeCurrency && isPlainDate(date);
  const { data, isLoading } = useQuery({
    queryKey: ['books', 'rate', from, date],
    queryFn: ({ signal }) =>
      api['company-profile'].exchangeRate({ currency: from, date }, { signal }),
    enabled: ask,
  });
  if (!profile.multiCurrency) return { quickbooks: null, isLoading: false };
  const home = (code: string, rate: string | null | undefined) =>
    code === profile.homeCurrency ? '1' : (rate ?? '');
  const quickbooks = crossRate(
    home(from, data?.rate),
    home(currency, rateToSend(details, profile)),
  );
  return { quickbooks, isLoading };
};

/**
 * The rate at which the amounts of a document are converted to its currency: QuickBooks' of the
 * invoice date, or `typed`, and the totals before and after.
 */
export const useConversion = (content: DraftContent, typedBefore: string | null = null) => {
  const { profile } = useDraft().opened;
  const { quickbooks, isLoading } = useQuickbooksRate(content);
  const [typed, setTyped] = useState(typedBefore);
  const { details } = content;
  const [from, to] = [amountsCurrency(details), details.currency];
  const shown = typed ?? quickbooks ?? '';
  const rate = parseRate(shown, quickbooks);
  const far = rate?.gt(0) === true && isFarRate(rate, quickbooks);
  const usable = rate?.gt(0) && !far ? rate.toFixed() : null;
  const sum = (of: DraftContent, currency: string) =>
    money(invoiceTotals(of, profile).total, currency);
  return {
    from,
    to,
    quickbooks,
    isLoading,
    typed,
    setTyped,
    shown,
    far,
    /** Decimal text; null while the rate cannot be used. */
    usable,
    source: {
      from: usable !== null && usable === quickbooks ? ('quickbooks' as const) : ('typed' as const),
      date: details.issueDate,
    },
    before: sum(content, from),
    after: usable === null ? null : sum(convertAmounts(content, usable), to),
  };
};

/** Both totals, and the rate between them, which can be changed. */
export function ConversionRate({ conversion }: { conversion: ReturnType<typeof useConversion> }) {
  const { from, to, quickbooks, isLoading, typed, shown, far, source, before, after } = conversion;
  const readings = readingsOf(typed ?? '');
  const error = () => {
    if (readings)
      return problemSentence({ path: 'rate', problem: 'number_ambiguous', limit: readings });
    return far ? m.drafts_rate_far({ rate: quickbooks ?? '' }) : undefined;
  };
  const help = () => {
    if (isLoading) return m.drafts_rate_reading();
    if (quickbooks === null) return m.drafts_amounts_no_rate();
    return source.from === 'quickbooks'
      ? m.drafts_rate_quickbooks({ date: plainDate(source.date, '') })
      : m.drafts_rate_typed();
  };
  return (
    <>
      <p>
        {after === null
          ? m.drafts_amounts_now({ total: before, to })
          : m.drafts_amounts_both({ total: before, converted: after })}
      </p>
      <Field
        label={m.drafts_rate({ currency: from, home: to })}
        error={error()}
        className={styles.rate}
        help={help()}
      >
        {(control) => (
          <FigureInput
            control={control}
            className="figures"
            value={shown}
            read={(text) => readRate(text, quickbooks)}
            onChange={conversion.setTyped}
            decimals={0}
          />
        )}
      </Field>
    </>
  );
}
