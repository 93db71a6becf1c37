import { amountOff } from '@dealbill/server/shared/checks/check-draft';
import type { Discount, DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { useController } from 'react-hook-form';
import { amount as amountText } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import { DiscountInput } from './discount-input.tsx';
import styles from './lines-section.module.css';

/** Discount on the whole invoice, where discounts are active in QuickBooks. */
export function InvoiceDiscount() {
  const { opened, content, problems } = useOpenDraft();
  const errorAt = useErrorAt();
  const { field } = useController<DraftContent, 'discount'>({ name: 'discount' });
  const cut = problems.some(({ problem }) => problem === 'percent_decimals');
  const asAmount = cut ? amountOff(content, opened.profile) : null;
  const possible = opened.profile.discounts && content.lines.length > 0;
  if (!possible && field.value.kind === 'none') return null;
  return (
    <Field
      label={m.drafts_whole_discount()}
      error={errorAt('discount')}
      help={asAmount ? <AsAmount amount={asAmount} take={field.onChange} /> : undefined}
      className={styles.invoiceDiscount}
    >
      {(control) => (
        <DiscountInput
          control={control}
          path="discount"
          value={field.value}
          onChange={field.onChange}
          currency={amountsCurrency(content.details)}
        />
      )}
    </Field>
  );
}

type AsAmountProps = { amount: string; take: (discount: Discount) => void };

/** Offers the discount as an amount where QuickBooks would round the percentage to another one. */
function AsAmount({ amount, take }: AsAmountProps) {
  const { currency } = useOpenDraft().content.details;
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => take({ kind: 'amount', value: amount })}
    >
      {m.drafts_discount_as_amount({ amount: amountText(amount, currency) })}
    </button>
  );
}
