import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useFormContext } from 'react-hook-form';
import { Field, Select } from '../../ui/field.tsx';
import { m } from '../../words/compiled/messages.js';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import { CurrencyClashNotice } from './currency-clash-notice.tsx';
import { currencyClash } from './customer-currency.ts';
import styles from './details-section.module.css';

/** The invoice's currency, one of those switched on in QuickBooks. */
export function CurrencyField() {
  const { opened, content } = useOpenDraft();
  const errorAt = useErrorAt();
  const { register } = useFormContext<DraftContent>();
  const { currency } = content.details;
  const { currencies } = opened.books;
  const unknown = currency !== '' && !currencies.includes(currency);
  const clash = currencyClash(content.customer.choice, currency);
  return (
    <>
      <Field
        label={m.drafts_currency()}
        error={errorAt('details.currency')}
        help={unknown ? <NotInBooks currency={currency} /> : undefined}
      >
        {(control) => (
          <Select
            {...control}
            {...register('details.currency')}
            data-path="details.currency"
            aria-required="true"
          >
            {currency === '' ? <option value="">{m.drafts_currency_choose()}</option> : null}
            {unknown ? <option value={currency}>{currency}</option> : null}
            {currencies.map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {clash ? <CurrencyClashNotice clash={clash} /> : null}
    </>
  );
}

/** The deal's currency cannot be used here: why, and the one that always can. */
function NotInBooks({ currency }: { currency: string }) {
  const { homeCurrency } = useOpenDraft().opened.books;
  const { setValue } = useFormContext<DraftContent>();
  return (
    <>
      {m.drafts_currency_not_in_books({ currency })}{' '}
      <button
        type="button"
        className={styles.link}
        onClick={() => setValue('details.currency', homeCurrency, { shouldDirty: true })}
      >
        {m.drafts_currency_use({ currency: homeCurrency })}
      </button>
    </>
  );
}
