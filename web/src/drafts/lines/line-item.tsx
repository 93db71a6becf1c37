import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { useController, useFormContext } from 'react-hook-form';
import { ItemPicker } from '../../items/item-picker.tsx';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { linkedLine, unlinkedLine } from './line-changes.ts';
import type { LineView } from './line-view.ts';
import { NotLinked } from './similar-items.tsx';

/** The QuickBooks item of a line; a warning while there is none. */
export function LineItem({ view }: { view: LineView }) {
  const { index, opened, errors } = view;
  const { getValues, setValue } = useFormContext<DraftContent>();
  const path = `lines.${index}.item` as const;
  const { field } = useController<DraftContent, typeof path>({ name: path });

  const pick = (item: ItemRow | null) => {
    const line = getValues(`lines.${index}`);
    const changed = item
      ? linkedLine(line, item, opened.profile, amountsCurrency(getValues('details')))
      : unlinkedLine(line, opened.profile);
    setValue(`lines.${index}`, changed, { shouldDirty: true });
  };

  // The pressed button disappears, so the focus moves to the item.
  const pickSimilar = (item: ItemRow) => {
    pick(item);
    focusField(path);
  };

  return (
    <Field
      label={m.drafts_line_item()}
      error={errors.item}
      help={
        field.value ? undefined : (
          <NotLinked index={index} pick={pickSimilar} isMarked={Boolean(errors.item)} />
        )
      }
    >
      {(control) => (
        <ItemPicker
          control={control}
          context={{ of: 'deal', id: opened.deal.id }}
          value={field.value}
          onPick={pick}
          homeCurrency={opened.profile.homeCurrency}
          path={path}
        />
      )}
    </Field>
  );
}
