import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { isPlainDate } from '@dealbill/server/shared/dates/due-date';
import { readingsOf } from '@dealbill/server/shared/money/ambiguous-number';
import {
  amountsCurrency,
  convertAmounts,
  crossRate,
  unconverted,
} from '@dealbill/server/shared/money/conversion';
import { isFarRate, parseRate, rateToSend } from '@dealbill/server/shared/money/exchange-rate';
import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useChecked, useEdited, useEditor } from '../../editor/editor-store.ts';
import { confirmInHost } from '../../host/dialogs.ts';
import { api } from '../../lib/api.ts';
import { problemSentence } from '../../lib/field-messages.ts';
import { money, plainDate } from '../../lib/format.ts';
import { readRate } from '../../lib/parse-figures.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { showOnMount } from '../../ui/focus/focus-on-mount.ts';
import { useDraft } from '../draft-session.ts';
import styles from './amounts-notice.module.css';

/**
 * Shown when the amounts are not in the invoice's currency: both totals, and buttons to convert or
 * keep the amounts.
 */
export function AmountsNotice() {
  const from = useEdited(({ document }) => unconverted(document));
  const currency = useEdited(({ document }) => document.details.currency);
  return from === null || currency === '' ? null : <Decide key={`${from} ${currency}`} />;
}

/**
 * QuickBooks' rate: units of the invoice's currency per unit of the amounts' currency; null while
 * unknown.
 */
const useQuickbooksRate = ({ details }: DraftContent): string | null => {
  const { profile } = useDraft().opened;
  const from = amountsCurrency(details);
  const { currency, issueDate: date } = details;
  const ask = profile.multiCurrency && from !== profile.homeCurrency && isPlainDate(date);
  const { data } = useQuery({
    queryKey: ['books', 'rate', from, date],
    queryFn: ({ signal }) =>
      api['company-profile'].exchangeRate({ currency: from, date }, { signal }),
    enabled: ask,
  });
  if (!profile.multiCurrency) return null;
  const home = (code: string, rate: string | null | undefined) =>
    code === profile.homeCurrency ? '1' : (rate ?? '');
  return crossRate(home(from, data?.rate), home(currency, rateToSend(details, profile)));
};

function Decide() {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const content = useChecked(({ document }) => document);
  const quickbooks = useQuickbooksRate(content);
  const [typed, setTyped] = useState<string | null>(null);
  const { details } = content;
  const [from, to] = [amountsCurrency(details), details.currency];
  const rate = parseRate(typed ?? quickbooks ?? '', quickbooks);
  const readings = readingsOf(typed ?? '');
  const far = rate?.gt(0) === true && isFarRate(rate, quickbooks);
  const usable = rate?.gt(0) && !far ? rate.toFixed() : null;
  const sum = (of: DraftContent, currency: string) =>
    money(invoiceTotals(of, opened.profile).total, currency);
  const [now, kept] = [sum(content, from), sum(content, to)];
  const converted = usable === null ? null : sum(convertAmounts(content, usable), to);

  const keep = async () => {
    const sure = await confirmInHost({
      title: m.drafts_amounts_keep_title({ total: kept }),
      description: m.drafts_amounts_keep_text({ original: now, total: kept }),
      okText: m.drafts_amounts_keep({ total: kept }),
      cancelText: m.drafts_over_back(),
      okColor: 'primary',
    });
    if (sure) dispatch({ type: 'amounts_kept' });
  };

  const isAnswer = unconverted(opened.content) === null;

  return (
    <div className={styles.wide} ref={isAnswer ? showOnMount : undefined}>
      <Notice
        kind="warning"
        title={m.drafts_amounts_title({ from, to })}
        action={
          <>
            {usable === null ? null : (
              <Button onClick={() => dispatch({ type: 'amounts_converted', rate: usable })}>
                {m.drafts_amounts_convert({ converted: converted ?? '' })}
              </Button>
            )}
            <Button onClick={() => void keep()}>{m.drafts_amounts_keep({ total: kept })}</Button>
            <Button onClick={() => dispatch({ type: 'currency_chosen', currency: from })}>
              {m.drafts_amounts_back({ from })}
            </Button>
          </>
        }
      >
        <p>
          {converted === null
            ? m.drafts_amounts_now({ total: now, to })
            : m.drafts_amounts_both({ total: now, converted })}
        </p>
        <Field
          label={m.drafts_rate({ currency: from, home: to })}
          error={
            readings
              ? problemSentence({ path: 'rate', problem: 'number_ambiguous', limit: readings })
              : far
                ? m.drafts_rate_far({ rate: quickbooks ?? '' })
                : undefined
          }
          className={styles.rate}
          help={
            typed === null && quickbooks !== null
              ? m.drafts_rate_quickbooks({ date: plainDate(details.issueDate, '') })
              : undefined
          }
        >
          {(control) => (
            <FigureInput
              control={control}
              className="figures"
              value={typed ?? quickbooks ?? ''}
              read={(text) => readRate(text, quickbooks)}
              onChange={setTyped}
              decimals={0}
            />
          )}
        </Field>
      </Notice>
    </div>
  );
}
