import type { ItemRow } from '@dealbill/server/contract/items';
import type { DraftContent, DraftLine } from '@dealbill/server/shared/draft-content';
import { useController, useFormContext } from 'react-hook-form';
import { api } from '../lib/api.ts';
import { money } from '../lib/format.ts';
import { Field } from '../ui/field.tsx';
import { WarningIcon } from '../ui/icons.tsx';
import { Picker } from '../ui/picker.tsx';
import { m } from '../words/compiled/messages.js';
import { linkedLine } from './line-changes.ts';
import type { LineView } from './line-view.ts';
import styles from './lines-section.module.css';

const rowOf = (item: DraftLine['item']): ItemRow | null =>
  item && { ...item, sku: null, description: null, unitPrice: null, taxCodeId: null };

/** The QuickBooks item a line is linked to. A warning stands here until it is. */
export function LineItem({ view }: { view: LineView }) {
  const { index, opened, errors } = view;
  const { getValues, setValue } = useFormContext<DraftContent>();
  const path = `lines.${index}.item` as const;
  const { field } = useController<DraftContent, typeof path>({ name: path });
  const place = { of: 'deal' as const, id: opened.deal.id };

  const pick = (item: ItemRow | null) => {
    if (!item) return field.onChange(null);
    const line = getValues(`lines.${index}`);
    const linked = linkedLine(line, item, opened.books, getValues('details.currency'));
    setValue(`lines.${index}`, linked, { shouldDirty: true });
  };

  return (
    <Field
      label={m.drafts_line_item()}
      error={errors.item}
      help={field.value || errors.item ? undefined : <NotLinked />}
    >
      {(control) => {
        const named = { ...control, 'data-path': path };
        return (
          <Picker<ItemRow>
            control={named}
            value={rowOf(field.value)}
            onPick={pick}
            search={{
              key: ['items', 'search', place],
              load: async (text, page, signal) => {
                const found = await api.items.search({ place, text, page }, { signal });
                return { rows: found.items, more: found.more };
              },
            }}
            keyOf={({ id }) => id}
            labelOf={({ name }) => name}
            placeholder={m.drafts_line_item_placeholder()}
            clearable={field.value !== null}
          >
            {(item) => <ItemChoice item={item} currency={opened.books.homeCurrency} />}
          </Picker>
        );
      }}
    </Field>
  );
}

function NotLinked() {
  return (
    <span className={styles.notLinked}>
      <WarningIcon />
      {m.drafts_line_not_linked()}
    </span>
  );
}

function ItemChoice({ item, currency }: { item: ItemRow; currency: string }) {
  return (
    <div className={styles.itemChoice}>
      <span>
        {item.name}
        {item.sku ? <span className={styles.sku}> {item.sku}</span> : null}
      </span>
      {item.unitPrice ? <span className="figures">{money(item.unitPrice, currency)}</span> : null}
    </div>
  );
}
