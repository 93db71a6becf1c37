import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { flushSync } from 'react-dom';
import { useFormContext } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useOpenDraft } from '../draft-form-context.ts';
import { type CurrencyClash, twinName } from './customer-currency.ts';
import styles from './details-section.module.css';
import { useAmounts } from './use-amounts.ts';

/** Explains that customer and invoice differ in currency, and offers the three solutions. */
export function CurrencyClashNotice({ clash }: { clash: CurrencyClash }) {
  const { opened, setChoosing } = useOpenDraft();
  const { setValue } = useFormContext<DraftContent>();
  const { choose } = useAmounts();
  const touched = { shouldDirty: true };
  const toCustomer = (path: string) => {
    flushSync(() => setChoosing(true));
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
              <Button onClick={() => choose(clash.customer)}>
                {m.drafts_currency_clash_invoice({ currency: clash.customer })}
              </Button>
            ) : null}
            {creatable ? (
              <Button
                onClick={() => {
                  setValue('customer.choice', { kind: 'new', name: twinName(clash) }, touched);
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
