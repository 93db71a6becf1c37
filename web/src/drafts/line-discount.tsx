import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useController } from 'react-hook-form';
import { Field } from '../ui/field.tsx';
import { m } from '../words/compiled/messages.js';
import { DiscountInput } from './discount-input.tsx';
import { useOpenDraft } from './draft-form-context.ts';

/** What is taken off one line. */
export function LineDiscount({ index }: { index: number }) {
  const { content, errorAt } = useOpenDraft();
  const path = `lines.${index}.discount` as const;
  const { field } = useController<DraftContent, typeof path>({ name: path });
  return (
    <Field label={m.drafts_line_discount()} error={errorAt(path)}>
      {(control) => (
        <DiscountInput
          control={control}
          path={path}
          value={field.value}
          onChange={field.onChange}
          currency={content.details.currency}
        />
      )}
    </Field>
  );
}
