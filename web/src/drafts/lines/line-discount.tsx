import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useController } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { DiscountInput } from './discount-input.tsx';
import type { LineView } from './line-view.ts';

/** The discount on one line. */
export function LineDiscount({ view }: { view: LineView }) {
  const path = `lines.${view.index}.discount` as const;
  const { field } = useController<DraftContent, typeof path>({ name: path });
  return (
    <Field label={m.drafts_line_discount()} error={view.errors.discount}>
      {(control) => (
        <DiscountInput
          control={control}
          path={path}
          value={field.value}
          onChange={field.onChange}
          currency={view.currency}
        />
      )}
    </Field>
  );
}
