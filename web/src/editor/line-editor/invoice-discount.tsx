import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import type { Decimal } from '@dealbill/server/shared/money/money';
import { amount as amountText } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { useChecked, useEdited, useEditor, useErrorAt } from '../editor-store.ts';
import { DiscountInput } from './discount-input.tsx';
import styles from './lines-section.module.css';

/** Discount on the whole invoice, where discounts are active in QuickBooks. */
export function InvoiceDiscount() {
  const { dispatch } = useEditor();
  const error = useErrorAt('discount');
  const discount = useEdited(({ document }) => document.discount);
  const currency = useEdited(({ document }) => amountsCurrency(document.details));
  const isShown = useEdited(
    ({ document, company, discountsCanChange }) =>
      discountsCanChange &&
      (document.discount.kind !== 'none' || (company.discounts && document.lines.length > 0)),
  );
  const asAmount = useChecked(({ totals }) => totals.discountAsAmount);
  if (!isShown) return null;
  return (
    <Field
      label={m.editor_whole_discount()}
      error={error}
      help={asAmount ? <AsAmount amount={asAmount} currency={currency} /> : undefined}
      className={styles.invoiceDiscount}
    >
      {(control) => (
        <DiscountInput
          control={control}
          path="discount"
          value={discount}
          onChange={(typed) => dispatch({ type: 'discount_typed', index: null, discount: typed })}
          currency={currency}
        />
      )}
    </Field>
  );
}

type AsAmountProps = { amount: Decimal; currency: string };

/** Offers the discount as an amount where QuickBooks would round the percentage to another one. */
function AsAmount({ amount, currency }: AsAmountProps) {
  const { dispatch } = useEditor();
  const discount = { kind: 'amount', value: amount } as const;
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => dispatch({ type: 'discount_typed', index: null, discount })}
    >
      {m.editor_discount_as_amount({ amount: amountText(amount, currency) })}
    </button>
  );
}
