import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { useController } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { Field, Select } from '../../ui/fields/field.tsx';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import { CurrencyClashNotice } from './currency-clash-notice.tsx';
import { currencyClash } from './customer-currency.ts';
import styles from './details-section.module.css';
import { useAmounts } from './use-amounts.ts';

/** The invoice's currency, one of those active in QuickBooks. */
export function CurrencyField() {
  const { opened, content } = useOpenDraft();
  const errorAt = useErrorAt();
  const { choose } = useAmounts();
  const { field } = useController<DraftContent, 'details.currency'>({ name: 'details.currency' });
  const { currency } = content.details;
  const { currencies } = opened.profile;
  const unknown = currency !== '' && !currencies.includes(currency);
  // The currencies of the deal and of the amounts stay available, so that the user can return to
  // them.
  const others = [currency, opened.deal.currency, amountsCurrency(content.details)].filter(
    (code) => code !== '' && !currencies.includes(code),
  );
  const clash = currencyClash(content.customer.choice, currency);
  return (
    <>
      <Field
        label={m.drafts_currency()}
        error={errorAt('details.currency')}
        help={unknown ? <NotInQuickbooks currency={currency} /> : undefined}
      >
        {(control) => (
          <Select
            {...control}
            data-path="details.currency"
            aria-required="true"
            value={field.value}
            onChange={({ target }) => choose(target.value)}
          >
            {currency === '' ? <option value="">{m.drafts_currency_choose()}</option> : null}
            {[...new Set(others), ...currencies].map((code) => (
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

/** Explains that the deal's currency is not active in QuickBooks, and offers the home currency. */
function NotInQuickbooks({ currency }: { currency: string }) {
  const { homeCurrency } = useOpenDraft().opened.profile;
  const { choose } = useAmounts();
  return (
    <>
      {m.drafts_currency_not_in_books({ currency })}{' '}
      <button type="button" className={styles.link} onClick={() => choose(homeCurrency)}>
        {m.drafts_currency_use({ currency: homeCurrency })}
      </button>
    </>
  );
}
