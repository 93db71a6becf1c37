import { amountsCurrency } from '@dealbill/server/shared/conversion';
import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useController } from 'react-hook-form';
import { Field } from '../../ui/field.tsx';
import { m } from '../../words/compiled/messages.js';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import { DiscountInput } from './discount-input.tsx';
import styles from './lines-section.module.css';

/** What is taken off the whole invoice, where QuickBooks has discounts switched on. */
export function InvoiceDiscount() {
  const { opened, content } = useOpenDraft();
  const errorAt = useErrorAt();
  const { field } = useController<DraftContent, 'discount'>({ name: 'discount' });
  const possible = opened.books.discounts && content.lines.length > 0;
  if (!possible && field.value.kind === 'none') return null;
  return (
    <Field
      label={m.drafts_whole_discount()}
      error={errorAt('discount')}
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
