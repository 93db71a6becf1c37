import type { Discount } from '@dealbill/server/shared/contract/draft-content';
import { memo } from 'react';
import { ItemPicker } from '../../items/item-picker.tsx';
import { leastDecimals } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { EntryPicker } from '../details/entry-picker.tsx';
import { type DocumentLine, kindOf } from '../document.ts';
import { useEdited, useEditor, useErrorAt } from '../editor-store.ts';
import { TaxCodeSelect } from '../tax-code-select.tsx';
import { TextField } from '../text-field.tsx';
import { BundleFields } from './bundle-fields.tsx';
import { DiscountInput } from './discount-input.tsx';
import { type LineColumns, priceLabel } from './line-columns.ts';
import { FeePercent, ServiceDate } from './line-extras.tsx';
import { LineFigure } from './line-figure.tsx';
import styles from './lines-section.module.css';
import { rowNotesOf } from './row-notes.ts';
import { NotLinked } from './similar-items.tsx';
import { taxSourceText } from './tax-source.ts';

type LineProps = { index: number; line: DocumentLine };

type LineFieldsProps = LineProps & {
  columns: LineColumns;
  /** Date in the company's time zone. */
  today: string;
};

/** The fields of a line: of an item, or the description of a text line. */
export function LineFields({ index, line, columns, today }: LineFieldsProps) {
  const { taxed, inclusive, discounts, classes, serviceDates, currency, homeCurrency } = columns;
  const isText = kindOf(line) === 'text';
  const isDated = serviceDates || Boolean(line.serviceDate);
  const hasMore = isDated || line.fee !== undefined;
  const description = (
    <TextField
      path={`lines.${index}.description`}
      label={m.editor_line_description()}
      help={rowNotesOf(line).join(' ')}
      placeholder={m.editor_line_description()}
      rows={1}
      className={isText ? styles.textLine : hasMore ? undefined : styles.description}
    />
  );
  if (isText) return description;
  const ofClass = classes ? <LineClass index={index} value={line.class} /> : null;
  if (line.bundle) {
    return (
      <>
        <BundleFields index={index} line={line} bundle={line.bundle} columns={columns}>
          {description}
        </BundleFields>
        {ofClass}
      </>
    );
  }
  return (
    <>
      <div className={styles.what}>
        <LineItem
          index={index}
          item={line.item}
          isDefault={line.itemFrom === 'default'}
          unlinked={line.item ? null : line}
          homeCurrency={homeCurrency}
        />
        {hasMore ? (
          <div className={`${styles.description} ${styles.withMore}`}>
            {description}
            {line.fee ? <FeePercent index={index} percent={line.fee.percent} /> : null}
            {isDated ? (
              <ServiceDate index={index} date={line.serviceDate ?? ''} today={today} />
            ) : null}
          </div>
        ) : (
          description
        )}
      </div>
      <LineFigure
        index={index}
        field="quantity"
        label={m.editor_line_quantity()}
        value={line.quantity}
        decimals={0}
      />
      <LineFigure
        index={index}
        field="unitPrice"
        label={priceLabel(inclusive)}
        value={line.unitPrice}
        decimals={leastDecimals(currency)}
      />
      {discounts ? (
        <LineDiscount index={index} discount={line.discount} currency={currency} />
      ) : null}
      {taxed ? <LineTax index={index} line={line} /> : null}
      {ofClass}
    </>
  );
}

type LineItemProps = Pick<LineColumns, 'homeCurrency'> & {
  index: number;
  item: DocumentLine['item'];
  /** True while it is the default item of the settings. */
  isDefault: boolean;
  /** The line while it has no item. */
  unlinked: DocumentLine | null;
};

// The fields of a line are memoized, so that a keystroke renders the field that is typed into.

/** The QuickBooks item of a line; a warning while there is none. */
const LineItem = memo(function LineItem(props: LineItemProps) {
  const { index, item, isDefault, unlinked, homeCurrency } = props;
  const { context, dispatch } = useEditor();
  const path = `lines.${index}.item`;
  const error = useErrorAt(path);
  return (
    <Field
      label={m.editor_line_item()}
      error={error}
      help={
        unlinked ? (
          <NotLinked
            line={unlinked}
            homeCurrency={homeCurrency}
            // The pressed button disappears, so the focus moves to the item.
            pick={(similar) => {
              dispatch({ type: 'item_chosen', index, item: similar });
              focusField(path);
            }}
            isMarked={error !== undefined}
          />
        ) : isDefault ? (
          m.editor_line_item_default()
        ) : item?.id === null && !error ? (
          newItemText(item.taxable)
        ) : undefined
      }
    >
      {(control) => (
        <ItemPicker
          control={control}
          context={context}
          value={item}
          onPick={(picked) => dispatch({ type: 'item_chosen', index, item: picked })}
          homeCurrency={homeCurrency}
          path={path}
          create={(name) => dispatch({ type: 'item_creation_opened', index, name })}
        />
      )}
    </Field>
  );
});

/** `taxable` is null outside the US. */
const newItemText = (taxable: boolean | null): string => {
  if (taxable === null) return m.editor_line_item_new();
  return taxable ? m.editor_line_item_new_taxable() : m.editor_line_item_new_not_taxable();
};

type LineDiscountProps = { index: number; discount: Discount; currency: string };

const LineDiscount = memo(function LineDiscount(props: LineDiscountProps) {
  const { index, discount, currency } = props;
  const { dispatch } = useEditor();
  const path = `lines.${index}.discount`;
  const error = useErrorAt(path);
  return (
    <Field label={m.editor_line_discount()} error={error}>
      {(control) => (
        <DiscountInput
          control={control}
          path={path}
          value={discount}
          onChange={(typed) => dispatch({ type: 'discount_typed', index, discount: typed })}
          currency={currency}
        />
      )}
    </Field>
  );
});

type LineClassProps = { index: number; value: DocumentLine['class'] };

/** The class of a line; without one, that of the invoice. */
const LineClass = memo(function LineClass({ index, value }: LineClassProps) {
  const { dispatch } = useEditor();
  const path = `lines.${index}.class` as const;
  const error = useErrorAt(path);
  const entries = useEdited(({ company }) => company.invoiceFields?.classList);
  const usual = useEdited(({ document }) => document.fields?.class?.name);
  return (
    <Field label={m.editor_class()} error={error} className={styles.lineClass}>
      {(control) => (
        <EntryPicker
          control={control}
          path={path}
          value={value}
          entries={entries ?? []}
          heading={m.editor_classes()}
          placeholder={usual && m.editor_line_class_usual({ name: usual })}
          pick={(entry) => dispatch({ type: 'entry_chosen', path, entry })}
        />
      )}
    </Field>
  );
});

/** The tax code of one line outside the US, and its source. */
function LineTax({ index, line }: LineProps) {
  const { dispatch } = useEditor();
  const path = `lines.${index}.taxCodeId`;
  const error = useErrorAt(path);
  const source = useEdited(({ company }) => taxSourceText(line, company));
  return (
    <Field
      label={m.editor_line_tax()}
      error={error}
      help={source ?? undefined}
      className={styles.tax}
    >
      {(control) => (
        <TaxCodeSelect
          control={control}
          path={path}
          value={line.taxCodeId}
          none={m.editor_line_tax_choose()}
          choose={(id) => dispatch({ type: 'tax_code_chosen', index, id })}
        />
      )}
    </Field>
  );
}
