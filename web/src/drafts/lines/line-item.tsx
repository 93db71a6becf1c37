import type { ItemRow } from '@dealbill/server/contract/items';
import { amountsCurrency } from '@dealbill/server/shared/conversion';
import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useController, useFormContext } from 'react-hook-form';
import { ItemPicker } from '../../items/item-picker.tsx';
import { Field } from '../../ui/field.tsx';
import { focusField } from '../../ui/focus-field.ts';
import { m } from '../../words/compiled/messages.js';
import { linkedLine, unlinkedLine } from './line-changes.ts';
import type { LineView } from './line-view.ts';
import { NotLinked } from './similar-items.tsx';

/** The QuickBooks item a line is linked to. A warning stands here until it is. */
export function LineItem({ view }: { view: LineView }) {
  const { index, opened, errors } = view;
  const { getValues, setValue } = useFormContext<DraftContent>();
  const path = `lines.${index}.item` as const;
  const { field } = useController<DraftContent, typeof path>({ name: path });

  const pick = (item: ItemRow | null) => {
    const line = getValues(`lines.${index}`);
    const changed = item
      ? linkedLine(line, item, opened.books, amountsCurrency(getValues('details')))
      : unlinkedLine(line, opened.books);
    setValue(`lines.${index}`, changed, { shouldDirty: true });
  };

  // The button that was pressed is gone with the press.
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
          place={{ of: 'deal', id: opened.deal.id }}
          value={field.value}
          onPick={pick}
          homeCurrency={opened.books.homeCurrency}
          path={path}
        />
      )}
    </Field>
  );
}
