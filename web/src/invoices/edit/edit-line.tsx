import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { useFormContext, useWatch } from 'react-hook-form';
import { ItemPicker } from '../../items/item-picker.tsx';
import { amount, leastDecimals } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { TrashIcon } from '../../ui/controls/icons.tsx';
import { Options } from '../../ui/controls/options.tsx';
import { Field, Select } from '../../ui/fields/field.tsx';
import { useErrorAt, useOpenEdit } from './edit-context.ts';
import { EditFigure } from './edit-figure.tsx';
import styles from './edit-lines.module.css';
import { EditText } from './edit-text.tsx';
import { type EditLine, type EditValues, isFixed } from './edit-values.ts';
import { amountOf, linesByKey } from './totals-after.ts';

type EditLineRowProps = { index: number; remove: (index: number) => void };

/** Longest amount that fits into its column: 999,999,999.99. */
const inColumn = 14;

/** One line: an item with figures, a text, or a bundle that can only be removed. */
export function EditLineRow({ index, remove }: EditLineRowProps) {
  const { page } = useOpenEdit();
  const { control } = useFormContext<EditValues>();
  const path = `lines.${index}` as const;
  const line = useWatch({ control, name: path });
  const number = index + 1;
  const coded = page.taxCodes.length > 0;
  const className = coded ? `${styles.line} ${styles.coded}` : styles.line;
  if (!line) return null;
  const total = amountOf(line, linesByKey(page).get(line.id ?? ''));
  const shown = total === '' ? '–' : amount(total, page.invoice.currency);
  return (
    <fieldset className={className} data-path={path} tabIndex={-1}>
      <legend className={styles.number}>{m.invoices_edit_line({ number })}</legend>
      <LineContent index={index} line={line} />
      {line.kind === 'text' ? null : (
        <p className={shown.length > inColumn ? `${styles.amount} ${styles.long}` : styles.amount}>
          <span className={styles.amountLabel}>{m.invoices_edit_amount()}</span>
          <span className="figures">{shown}</span>
        </p>
      )}
      <Button
        variant="quiet"
        square
        className={styles.remove}
        aria-label={m.invoices_edit_line_remove({ number })}
        data-path={`${path}.remove`}
        onClick={() => remove(index)}
      >
        <TrashIcon />
      </Button>
    </fieldset>
  );
}

function LineContent({ index, line }: { index: number; line: EditLine }) {
  const { page } = useOpenEdit();
  const path = `lines.${index}` as const;
  if (isFixed(line)) {
    const bundle = line.kind === 'bundle';
    return (
      <div className={styles.wide}>
        <p>{line.description || m.invoices_line_other()}</p>
        <p className={styles.note}>
          {bundle ? m.invoices_edit_bundle() : m.invoices_edit_other_line()}
        </p>
      </div>
    );
  }
  const description = (
    <EditText
      path={`${path}.description`}
      label={m.invoices_edit_description()}
      placeholder={m.invoices_edit_description()}
      rows={1}
      className={line.kind === 'text' ? styles.alone : styles.description}
    />
  );
  if (line.kind === 'text') return description;
  return (
    <>
      <LineItem index={index} line={line} />
      {description}
      <EditFigure path={`${path}.quantity`} label={m.invoices_edit_quantity()} decimals={0} />
      <EditFigure
        path={`${path}.unitPrice`}
        label={m.invoices_edit_price()}
        decimals={leastDecimals(page.invoice.currency)}
      />
      <LineTax index={index} />
    </>
  );
}

/** Outside the US every line has a tax code. */
function LineTax({ index }: { index: number }) {
  const { page } = useOpenEdit();
  const { register, getValues } = useFormContext<EditValues>();
  const errorAt = useErrorAt();
  const path = `lines.${index}.taxCodeId` as const;
  const now = getValues(path);
  if (page.taxCodes.length === 0) return null;
  return (
    <Field label={m.invoices_edit_tax()} error={errorAt(path)}>
      {(control) => (
        <Select {...control} {...register(path)} data-path={path}>
          {now === '' ? <option value="">{m.invoices_edit_tax_choose()}</option> : null}
          <Options of={page.taxCodes} chosen={now} gone={m.invoices_edit_tax_gone()} />
        </Select>
      )}
    </Field>
  );
}

function LineItem({ index, line }: { index: number; line: EditLine }) {
  const { page, context } = useOpenEdit();
  const { setValue } = useFormContext<EditValues>();
  const errorAt = useErrorAt();
  const path = `lines.${index}` as const;

  /** Uses the item's tax code, unless the user selected another one. */
  const codeWith = ({ taxCodeId }: ItemRow): Pick<EditLine, 'taxCodeId' | 'givenCode'> => {
    const own = page.taxCodes.find(({ id }) => id === taxCodeId)?.id;
    const chosen = line.taxCodeId !== line.givenCode;
    return own === undefined || chosen ? line : { taxCodeId: own, givenCode: own };
  };

  /** Takes description and price from the item only where the line has none. */
  const pick = (item: ItemRow | null) => {
    if (!item) return setValue(`${path}.item`, null);
    const { taxCodeId, givenCode } = codeWith(item);
    const samePrices = page.invoice.currency === page.homeCurrency;
    setValue(path, {
      ...line,
      item: { id: item.id, name: item.name, taxable: item.taxable },
      description: line.description.trim() || item.description?.trim() || item.name,
      unitPrice: line.unitPrice.trim() || (samePrices ? (item.unitPrice ?? '') : ''),
      taxCodeId,
      givenCode,
    });
  };

  return (
    <Field label={m.invoices_edit_item()} error={errorAt(`${path}.item`)} className={styles.item}>
      {(control) => (
        <ItemPicker
          control={control}
          context={context}
          value={line.item}
          onPick={pick}
          homeCurrency={page.homeCurrency}
          path={`${path}.item`}
          clearable={false}
        />
      )}
    </Field>
  );
}
