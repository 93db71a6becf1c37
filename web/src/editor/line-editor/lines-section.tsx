import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { priceModeOf, taxRulesOf } from '@dealbill/server/shared/tax/tax-rules';
import { type ReactNode, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { problemSentence } from '../../lib/field-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { PlusIcon } from '../../ui/controls/icons.tsx';
import { Section } from '../../ui/layout/section.tsx';
import type { EditorState } from '../document-reducer.ts';
import { useChecked, useEdited } from '../editor-store.ts';
import { AddItems } from './add-items.tsx';
import { AddSpecialLine } from './add-special-line.tsx';
import { InvoiceDiscount } from './invoice-discount.tsx';
import { type LineColumns, priceLabel } from './line-columns.ts';
import { LineRow } from './line-row.tsx';
import styles from './lines-section.module.css';
import { NewItem } from './new-item.tsx';
import { SameTax } from './same-tax.tsx';
import { ShippingField } from './shipping-field.tsx';
import { SimilarItems } from './similar-items.tsx';
import { useGrowingCount } from './use-growing-count.ts';
import { useLineActions } from './use-line-actions.ts';
import { useLineDrag } from './use-line-drag.ts';

type LinesSectionProps = {
  /** Date in the company's time zone. */
  today: string;
  note?: string | undefined;
  /** Further ways to add lines, beside the buttons for one line and for several items. */
  more?: ReactNode;
};

/** The lines of the document: a table, or cards on a narrow screen. */
export function LinesSection({ today, note, more }: LinesSectionProps) {
  const list = useRef<HTMLOListElement>(null);
  const keys = useEdited(keysOf).split('\n').filter(Boolean);
  const columns = useEdited(useShallow(columnsOf));
  const { taxed, discounts } = columns;
  const areShort = useChecked(({ totals }) =>
    [...totals.amounts.values()].every((amount) => (amount ?? '').length <= shortAmount),
  );
  const { shown, showAll } = useGrowingCount(keys.length);
  const { said, actions } = useLineActions(showAll);
  const drag = useLineDrag(list, actions.moveTo);
  const hasLines = keys.length > 0;
  return (
    <Section title={m.editor_lines_title()}>
      {note ? <p className={styles.note}>{note}</p> : null}
      <SimilarItems>
        <div
          className={[
            styles.lines,
            taxed ? styles.taxed : areShort ? styles.short : '',
            discounts ? '' : styles.plain,
          ].join(' ')}
        >
          {hasLines ? <LineHeadings inclusive={columns.inclusive} discounts={discounts} /> : null}
          <ol className={styles.list} ref={list}>
            {keys.slice(0, shown).map((key, index) => (
              <li key={key} className={drag.dragged === index ? styles.dragged : undefined}>
                <LineRow
                  index={index}
                  columns={columns}
                  today={today}
                  actions={actions}
                  startDrag={drag.start}
                />
              </li>
            ))}
          </ol>
          <WholeProblem empty={!hasLines} />
          <div className={styles.foot}>
            <Button data-path="lines" onClick={actions.add}>
              <PlusIcon />
              {m.editor_line_add()}
            </Button>
            <AddItems add={actions.addItems} />
            <AddSpecialLine actions={actions} />
            {more}
            {hasLines ? <p className={styles.keys}>{m.editor_lines_keys()}</p> : null}
            {taxed && keys.length > 1 ? <SameTax /> : null}
            <div className={styles.whole}>
              <InvoiceDiscount />
              <ShippingField />
            </div>
          </div>
        </div>
      </SimilarItems>
      <NewItem />
      <p role="status" className="unseen">
        {said}
      </p>
    </Section>
  );
}

/** As one text, so that typing into a line does not render the list. */
const keysOf = ({ document }: EditorState): string =>
  document.lines.map(({ key }) => key).join('\n');

/** Read once for all lines, because every keystroke runs each subscription of each line. */
const columnsOf = (state: EditorState): LineColumns => {
  const { company, document, discountsCanChange, canChooseClasses } = state;
  const rules = taxRulesOf(company);
  const priceMode = priceModeOf(rules, document.details);
  return {
    taxed: rules.codes === 'per_line' && priceMode !== 'none',
    inclusive: priceMode === 'inclusive',
    discounts: discountsCanChange,
    classes: canChooseClasses && company.invoiceFields?.classes === 'per_line',
    serviceDates: company.serviceDates === true,
    currency: amountsCurrency(document.details),
    homeCurrency: company.homeCurrency,
  };
};

/** Longest amount that fits into the narrow column: `99999.99`. */
const shortAmount = 8;

/** Column headings, hidden from screen readers: every field has its own label. */
function LineHeadings({ inclusive, discounts }: { inclusive: boolean; discounts: boolean }) {
  return (
    <div className={styles.headings} aria-hidden="true">
      <span className={styles.itemHeading}>{m.editor_line_item()}</span>
      <span className={styles.end}>{m.editor_line_quantity_short()}</span>
      <span className={styles.end}>{priceLabel(inclusive)}</span>
      {discounts ? (
        <span className={styles.discountHeading}>{m.editor_line_discount()}</span>
      ) : null}
      <span className={styles.end}>{m.editor_line_amount()}</span>
    </div>
  );
}

/** The problem of all lines together, and that there are none. */
function WholeProblem({ empty }: { empty: boolean }) {
  const wrong = useChecked(({ shown }) => {
    const found = shown.find(({ path }) => path === 'lines');
    if (!found) return null;
    return found.problem === 'negative_total' ? m.editor_negative() : problemSentence(found);
  });
  if (wrong !== null) {
    return (
      <p className={styles.error} role="alert">
        {wrong}
      </p>
    );
  }
  return empty ? <p className={styles.empty}>{m.editor_lines_empty()}</p> : null;
}
