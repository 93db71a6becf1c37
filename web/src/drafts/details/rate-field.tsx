import {
  inHomeCurrency,
  isForeign,
  rateOfInvoice,
} from '@dealbill/server/shared/money/exchange-rate';
import styles from '../../editor/details/details-section.module.css';
import { useChecked, useEdited, useEditor, useErrorAt } from '../../editor/editor-store.ts';
import { money, plainDate } from '../../lib/format.ts';
import { readRate } from '../../lib/parse-figures.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { useDraft } from '../draft-session.ts';
import { ratePath } from './read-exchange-rates.ts';

/**
 * Exchange rate of an invoice in a foreign currency: QuickBooks' rate of the invoice date, or a
 * typed one.
 */
export function RateField() {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const error = useErrorAt(ratePath);
  const details = useEdited(({ document }) => document.details);
  const { currency } = details;
  const { homeCurrency } = opened.profile;
  const known = rateOfInvoice(details);
  const quickbooks = known?.from === 'quickbooks' ? known.rate : known?.quickbooks;
  if (!isForeign(currency, opened.profile)) return null;
  return (
    <Field
      label={m.drafts_rate({ currency, home: homeCurrency })}
      error={error}
      help={<RateHelp />}
    >
      {(control) => (
        <FigureInput
          control={control}
          path={ratePath}
          className="figures"
          value={known?.rate ?? ''}
          read={(typed) => readRate(typed, quickbooks)}
          onChange={(rate) => dispatch({ type: 'rate_typed', rate })}
          decimals={0}
        />
      )}
    </Field>
  );
}

/** The source of the rate, and the total in the home currency. */
function RateHelp() {
  const { opened, readRateAgain } = useDraft();
  const { dispatch } = useEditor();
  const details = useEdited(({ document }) => document.details);
  const state = useEdited(({ rate }) => rate);
  const total = useChecked(({ totals }) => totals.total);
  const { currency, issueDate } = details;
  const known = rateOfInvoice(details);
  if (!known) {
    if (state === 'reading') return m.drafts_rate_reading();
    if (state === 'missing') {
      return m.drafts_rate_missing({ currency, date: plainDate(issueDate, '') });
    }
    if (state !== 'failed') return null;
    return (
      <>
        {m.drafts_rate_failed()}{' '}
        <button type="button" className={styles.link} onClick={readRateAgain}>
          {m.common_try_again()}
        </button>
      </>
    );
  }
  const home = inHomeCurrency(total, details, opened.profile);
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
        onClick={() => dispatch({ type: 'rate_dropped' })}
      >
        {m.drafts_rate_use_quickbooks()}
      </button>
    </>
  );
}
