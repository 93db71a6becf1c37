import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import {
  inHomeCurrency,
  isForeign,
  rateOfInvoice,
} from '@dealbill/server/shared/money/exchange-rate';
import { useFormContext } from 'react-hook-form';
import { money, plainDate } from '../../lib/format.ts';
import { readRate } from '../../lib/parse-figures.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import styles from './details-section.module.css';

/** Path of its problems. */
export const ratePath = 'details.exchangeRate';

/**
 * Exchange rate of an invoice in a foreign currency: QuickBooks' rate of the invoice date, or a
 * typed one.
 */
export function RateField() {
  const { opened, content } = useOpenDraft();
  const errorAt = useErrorAt();
  const { setValue } = useFormContext<DraftContent>();
  const { details } = content;
  const { currency, issueDate: date } = details;
  const { homeCurrency } = opened.profile;
  const known = rateOfInvoice(details);
  const quickbooks = known?.from === 'quickbooks' ? known.rate : known?.quickbooks;
  if (!isForeign(currency, opened.profile)) return null;
  return (
    <Field
      label={m.drafts_rate({ currency, home: homeCurrency })}
      error={errorAt(ratePath)}
      help={<RateHelp />}
    >
      {(control) => (
        <FigureInput
          control={control}
          path={ratePath}
          className="figures"
          value={known?.rate ?? ''}
          read={(typed) => readRate(typed, quickbooks)}
          onChange={(rate) =>
            setValue(
              ratePath,
              { currency, date, rate, from: 'typed', ...(quickbooks && { quickbooks }) },
              { shouldDirty: true },
            )
          }
          decimals={0}
        />
      )}
    </Field>
  );
}

/** The source of the rate, and the total in the home currency. */
function RateHelp() {
  const { opened, content, totals, rate } = useOpenDraft();
  const { setValue } = useFormContext<DraftContent>();
  const { details } = content;
  const { currency, issueDate } = details;
  const known = rateOfInvoice(details);
  if (!known) {
    if (rate.state === 'reading') return m.drafts_rate_reading();
    if (rate.state === 'missing') {
      return m.drafts_rate_missing({ currency, date: plainDate(issueDate, '') });
    }
    if (rate.state !== 'failed') return null;
    return (
      <>
        {m.drafts_rate_failed()}{' '}
        <button type="button" className={styles.link} onClick={rate.again}>
          {m.common_try_again()}
        </button>
      </>
    );
  }
  const home = inHomeCurrency(totals.total, details, opened.profile);
  const booked =
    home && m.drafts_rate_booked({ amount: money(home.toFixed(2), opened.profile.homeCurrency) });
  if (known.from === 'quickbooks') {
    return `${m.drafts_rate_quickbooks({ date: plainDate(issueDate, '') })} ${booked ?? ''}`;
  }
  return (
    <>
      {m.drafts_rate_typed()} {booked}{' '}
      <button
        type="button"
        className={styles.link}
        onClick={() => setValue(ratePath, undefined, { shouldDirty: true })}
      >
        {m.drafts_rate_use_quickbooks()}
      </button>
    </>
  );
}
