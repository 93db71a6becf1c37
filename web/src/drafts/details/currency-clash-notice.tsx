import { flushSync } from 'react-dom';
import styles from '../../editor/details/details-section.module.css';
import { useEditor } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useDraft } from '../draft-session.ts';
import { type CurrencyClash, twinName } from './customer-currency.ts';

/** Explains that customer and invoice differ in currency, and offers the three solutions. */
export function CurrencyClashNotice({ clash }: { clash: CurrencyClash }) {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const toCustomer = (path: string) => {
    flushSync(() => dispatch({ type: 'choosing_customer', choosing: true }));
    focusField(path);
  };
  const usable = opened.profile.currencies.includes(clash.customer);
  const creatable = opened.profile.currencies.includes(clash.invoice);
  return (
    <div className={styles.wide}>
      <Notice
        kind="warning"
        title={m.drafts_currency_clash_title(clash)}
        action={
          <>
            {usable ? (
              <Button
                onClick={() => dispatch({ type: 'currency_chosen', currency: clash.customer })}
              >
                {m.drafts_currency_clash_invoice({ currency: clash.customer })}
              </Button>
            ) : null}
            {creatable ? (
              <Button
                onClick={() => {
                  dispatch({ type: 'new_customer_named', name: twinName(clash) });
                  toCustomer('customer.choice.name');
                }}
              >
                {m.drafts_currency_clash_new({ currency: clash.invoice })}
              </Button>
            ) : null}
            <Button onClick={() => toCustomer('customer.choice')}>
              {m.drafts_currency_clash_other()}
            </Button>
          </>
        }
      >
        {m.drafts_currency_clash_text(clash)}
      </Notice>
    </div>
  );
}
