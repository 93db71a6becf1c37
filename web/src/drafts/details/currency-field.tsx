import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import styles from '../../editor/details/details-section.module.css';
import { useEdited, useEditor, useErrorAt } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field, Select } from '../../ui/fields/field.tsx';
import { useDraft } from '../draft-session.ts';
import { CurrencyClashNotice } from './currency-clash-notice.tsx';
import { currencyClash } from './customer-currency.ts';

/** The invoice's currency, one of those active in QuickBooks. */
export function CurrencyField() {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const error = useErrorAt('details.currency');
  const currency = useEdited(({ document }) => document.details.currency);
  const ofAmounts = useEdited(({ document }) => amountsCurrency(document.details));
  const choice = useEdited(({ document }) => document.customer.choice);
  const { currencies, multiCurrency } = opened.profile;
  const unknown = currency !== '' && !currencies.includes(currency);
  // The currencies of the deal and of the amounts stay available, so that the user can return to
  // them.
  const others = [currency, opened.deal.currency, ofAmounts].filter(
    (code) => code !== '' && !currencies.includes(code),
  );
  const clash = multiCurrency ? currencyClash(choice, currency) : null;
  return (
    <>
      <Field
        label={m.editor_currency()}
        error={error}
        help={unknown ? <NotInQuickbooks currency={currency} /> : undefined}
      >
        {(control) => (
          <Select
            {...control}
            data-path="details.currency"
            aria-required="true"
            value={currency}
            onChange={({ target }) => dispatch({ type: 'currency_chosen', currency: target.value })}
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
  const { homeCurrency, multiCurrency } = useDraft().opened.profile;
  const { dispatch } = useEditor();
  return (
    <>
      {multiCurrency
        ? m.drafts_currency_not_in_books({ currency })
        : m.drafts_currency_multicurrency_off({ currency, home: homeCurrency })}{' '}
      <button
        type="button"
        className={styles.link}
        onClick={() => dispatch({ type: 'currency_chosen', currency: homeCurrency })}
      >
        {m.drafts_currency_use({ currency: homeCurrency })}
      </button>
    </>
  );
}
