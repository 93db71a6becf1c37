import type { Bundle } from '@dealbill/server/shared/contract/draft-content';
import { soldLines } from '@dealbill/server/shared/money/sold-lines';
import type { ReactNode } from 'react';
import { amount as amountText, leastDecimals, number } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import type { DocumentLine } from '../document.ts';
import { useChecked, useEditor, useErrorAt } from '../editor-store.ts';
import { TaxCodeSelect } from '../tax-code-select.tsx';
import { type LineColumns, priceLabel } from './line-columns.ts';
import { LineFigure } from './line-figure.tsx';
import styles from './lines-section.module.css';

type BundleFieldsProps = {
  index: number;
  line: DocumentLine;
  bundle: Bundle;
  columns: LineColumns;
  /** The description. */
  children: ReactNode;
};

/** A bundle: its quantity, and its items with the quantities that follow from it. */
export function BundleFields({ index, line, bundle, columns, children }: BundleFieldsProps) {
  const sold = soldLines(line);
  return (
    <>
      <div className={styles.what}>
        <p className={styles.bundle}>{bundle.name}</p>
        {children}
      </div>
      <LineFigure
        index={index}
        field="quantity"
        label={m.editor_line_quantity()}
        value={line.quantity}
        decimals={0}
      />
      <ul className={styles.parts} aria-label={m.editor_bundle_items({ bundle: bundle.name })}>
        {sold.map(({ key, item, quantity, unitPrice, taxCodeId }, part) => (
          <BundlePart
            key={key}
            amountKey={key}
            index={index}
            part={part}
            name={item?.name ?? ''}
            quantity={quantity}
            unitPrice={unitPrice}
            taxCodeId={taxCodeId}
            columns={columns}
          />
        ))}
      </ul>
    </>
  );
}

type BundlePartProps = {
  /** Key of its amount in the totals. */
  amountKey: string;
  index: number;
  part: number;
  name: string;
  /** In all bundles of the line; empty while the quantity of the line is invalid. */
  quantity: string;
  unitPrice: string;
  taxCodeId: string | null;
  columns: LineColumns;
};

function BundlePart(props: BundlePartProps) {
  const { amountKey, index, part, name, quantity, unitPrice, taxCodeId, columns } = props;
  const { dispatch } = useEditor();
  const path = `lines.${index}.bundle.parts.${part}`;
  const itemError = useErrorAt(`${path}.item`);
  const priceError = useErrorAt(`${path}.unitPrice`);
  const taxError = useErrorAt(`${path}.taxCodeId`);
  const figure = useChecked(({ totals }) => totals.amounts.get(amountKey) ?? null);
  return (
    <li className={styles.part}>
      <span className={styles.partName}>
        {m.editor_bundle_item({ quantity: quantity === '' ? '–' : number(quantity), name })}
        {itemError ? <span className={styles.error}>{itemError}</span> : null}
      </span>
      <Field label={priceLabel(columns.inclusive)} error={priceError} className={styles.more}>
        {(control) => (
          <FigureInput
            control={control}
            path={`${path}.unitPrice`}
            value={unitPrice}
            onChange={(text) =>
              dispatch({ type: 'part_changed', index, part, change: { unitPrice: text } })
            }
            decimals={leastDecimals(columns.currency)}
          />
        )}
      </Field>
      {columns.taxed ? (
        <Field label={m.editor_line_tax()} error={taxError} className={styles.more}>
          {(control) => (
            <TaxCodeSelect
              control={control}
              path={`${path}.taxCodeId`}
              value={taxCodeId}
              none={m.editor_line_tax_choose()}
              choose={(id) =>
                dispatch({ type: 'part_changed', index, part, change: { taxCodeId: id } })
              }
            />
          )}
        </Field>
      ) : null}
      <span className={`${styles.partAmount} figures`}>
        {figure === null ? '–' : amountText(figure, columns.currency)}
      </span>
    </li>
  );
}
