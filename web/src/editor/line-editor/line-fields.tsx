import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { useCallback } from 'react';
import { ItemPicker } from '../../items/item-picker.tsx';
import { leastDecimals } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { type DocumentLine, kindOf } from '../document.ts';
import { useEdited, useEditor, useErrorAt } from '../editor-store.ts';
import { TaxCodeSelect } from '../tax-code-select.tsx';
import { TextField } from '../text-field.tsx';
import { DiscountInput } from './discount-input.tsx';
import styles from './lines-section.module.css';
import { rowNotesOf } from './row-notes.ts';
import { NotLinked } from './similar-items.tsx';
import { taxSourceText } from './tax-source.ts';

type LineProps = { index: number; line: DocumentLine };

type LineFieldsProps = LineProps & { taxed: boolean; inclusive: boolean };

/** Label of the price: with or without tax. */
export const priceLabel = (inclusive: boolean): string =>
  inclusive ? m.editor_line_price_with_tax() : m.editor_line_price();

/** The fields of a line: of an item, or the description of a text line. */
export function LineFields({ index, line, taxed, inclusive }: LineFieldsProps) {
  const currency = useEdited(({ document }) => amountsCurrency(document.details));
  const discounts = useEdited(({ discountsCanChange }) => discountsCanChange);
  const isText = kindOf(line) === 'text';
  const description = (
    <TextField
      path={`lines.${index}.description`}
      label={m.editor_line_description()}
      help={rowNotesOf(line).join(' ')}
      placeholder={m.editor_line_description()}
      rows={1}
      className={isText ? styles.textLine : styles.description}
    />
  );
  if (isText) return description;
  return (
    <>
      <div className={styles.what}>
        <LineItem index={index} line={line} />
        {description}
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
      {discounts ? <LineDiscount index={index} line={line} currency={currency} /> : null}
      {taxed ? <LineTax index={index} line={line} /> : null}
    </>
  );
}

/** The QuickBooks item of a line; a warning while there is none. */
function LineItem({ index, line }: LineProps) {
  const { context, dispatch } = useEditor();
  const path = `lines.${index}.item`;
  const error = useErrorAt(path);
  const homeCurrency = useEdited(({ company }) => company.homeCurrency);
  return (
    <Field
      label={m.editor_line_item()}
      error={error}
      help={
        line.item ? undefined : (
          <NotLinked
            line={line}
            // The pressed button disappears, so the focus moves to the item.
            pick={(item) => {
              dispatch({ type: 'item_chosen', index, item });
              focusField(path);
            }}
            isMarked={error !== undefined}
          />
        )
      }
    >
      {(control) => (
        <ItemPicker
          control={control}
          context={context}
          value={line.item}
          onPick={(item) => dispatch({ type: 'item_chosen', index, item })}
          homeCurrency={homeCurrency}
          path={path}
        />
      )}
    </Field>
  );
}

type LineFigureProps = {
  index: number;
  field: 'quantity' | 'unitPrice';
  label: string;
  value: string;
  decimals: number;
};

/** Quantity or price of a line. */
function LineFigure({ index, field, label, value, decimals }: LineFigureProps) {
  const { dispatch } = useEditor();
  const path = `lines.${index}.${field}` as const;
  const error = useErrorAt(path);
  const type = useCallback(
    (text: string) => dispatch({ type: 'text_typed', path, text }),
    [dispatch, path],
  );
  return (
    <Field label={label} error={error} className={styles.figure}>
      {(control) => (
        <FigureInput
          control={control}
          path={path}
          value={value}
          onChange={type}
          decimals={decimals}
        />
      )}
    </Field>
  );
}

function LineDiscount({ index, line, currency }: LineProps & { currency: string }) {
  const { dispatch } = useEditor();
  const path = `lines.${index}.discount`;
  const error = useErrorAt(path);
  return (
    <Field label={m.editor_line_discount()} error={error}>
      {(control) => (
        <DiscountInput
          control={control}
          path={path}
          value={line.discount}
          onChange={(discount) => dispatch({ type: 'discount_typed', index, discount })}
          currency={currency}
        />
      )}
    </Field>
  );
}

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
