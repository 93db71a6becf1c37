import type { Conversion, DraftContent } from '@dealbill/server/shared/contract/draft-content';
import {
  beforeConversion,
  hasWholeAmounts,
  inDealCurrency,
} from '@dealbill/server/shared/money/conversion';
import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { useState } from 'react';
import { useChecked, useEditor } from '../../editor/editor-store.ts';
import { money, number, plainDate } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { showOnMount } from '../../ui/focus/focus-on-mount.ts';
import { useDraft } from '../draft-session.ts';
import styles from './amounts-notice.module.css';
import { ConversionRate, useConversion } from './conversion-rate.tsx';

/**
 * Shown after the amounts were converted: both totals, the rate with its source and date, how
 * prices were rounded, and what the invoice counts as on the deal.
 */
export function ConvertedNotice() {
  const content = useChecked(({ document }) => document);
  const [changing, setChanging] = useState(false);
  const before = beforeConversion(content);
  const { conversion } = content.details;
  if (before === null || !conversion?.rate) return null;
  return changing ? (
    <ChangeRate before={before} known={conversion} close={() => setChanging(false)} />
  ) : (
    <Converted content={content} conversion={conversion} change={() => setChanging(true)} />
  );
}

type ConvertedProps = { content: DraftContent; conversion: Conversion; change: () => void };

function Converted({ content, conversion, change }: ConvertedProps) {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const { from, to, source } = conversion;
  const { issueDate } = content.details;
  const own = inDealCurrency(content, from);
  if (own === null) return null;
  const before = money(invoiceTotals(own, opened.profile).total, from);
  const after = money(invoiceTotals(content, opened.profile).total, to);
  const isOtherDate = source !== undefined && source.date !== issueDate;
  return (
    <div className={styles.wide}>
      <Notice
        kind="info"
        title={m.drafts_converted_title({ before, after })}
        action={
          <>
            <Button onClick={change}>{m.drafts_converted_change()}</Button>
            <Button onClick={() => dispatch({ type: 'currency_chosen', currency: from })}>
              {m.drafts_amounts_back({ from })}
            </Button>
          </>
        }
      >
        <p>
          {rateText(conversion)}
          {isOtherDate
            ? ` ${m.drafts_converted_other_date({ date: plainDate(issueDate, '') })}`
            : ''}
        </p>
        <p>
          {hasWholeAmounts(to)
            ? m.drafts_converted_rounding_whole({ to })
            : m.drafts_converted_rounding()}
        </p>
        {opened.deal.currency === from ? <p>{m.drafts_converted_counts({ before })}</p> : null}
      </Notice>
    </div>
  );
}

const rateText = ({ from, to, rate, source }: Conversion): string => {
  const values = { from, to, rate: number(rate ?? '') };
  if (source === undefined) return m.drafts_converted_rate(values);
  const dated = { ...values, date: plainDate(source.date, '') };
  return source.from === 'quickbooks'
    ? m.drafts_converted_rate_quickbooks(dated)
    : m.drafts_converted_rate_typed(dated);
};

type ChangeRateProps = { before: DraftContent; known: Conversion; close: () => void };

/** Converts the amounts again from what they were, at another rate. */
function ChangeRate({ before, known, close }: ChangeRateProps) {
  const { dispatch } = useEditor();
  const isTyped = known.source?.from !== 'quickbooks';
  const conversion = useConversion(before, isTyped ? known.rate : null);
  const { from, to, after, usable, source } = conversion;
  return (
    <div className={styles.wide} ref={showOnMount}>
      <Notice
        kind="info"
        title={m.drafts_converted_change_title({ from, to })}
        action={
          <>
            {usable === null ? null : (
              <Button
                onClick={() => {
                  dispatch({ type: 'amounts_converted', rate: usable, source });
                  close();
                }}
              >
                {m.drafts_amounts_convert({ converted: after ?? '' })}
              </Button>
            )}
            <Button onClick={close}>{m.drafts_converted_keep()}</Button>
          </>
        }
      >
        <ConversionRate conversion={conversion} />
      </Notice>
    </div>
  );
}
