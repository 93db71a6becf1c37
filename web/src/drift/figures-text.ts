import type { DriftRow } from '@dealbill/server/contract/drift';
import { amount, number, percentage } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';

export type ChangedFigures = NonNullable<DriftRow['before']>;

export const kindOf = ({ before, after }: DriftRow): 'added' | 'removed' | 'changed' => {
  if (!before) return 'added';
  return after ? 'changed' : 'removed';
};

const kinds = { added: m.drift_added, removed: m.drift_removed, changed: m.drift_changed };

export const kindText = (row: DriftRow): string => kinds[kindOf(row)]();

const discountOf = ({ discount }: ChangedFigures, currency: string): string => {
  if (!discount) return '';
  return discount.kind === 'percent'
    ? percentage(discount.value)
    : amount(discount.value, currency);
};

const taxOf = ({ tax }: ChangedFigures): string => {
  if (tax === null) return m.drift_tax_none();
  return m.drift_tax_of({ tax: /^\d+(\.\d+)?$/.test(tax) ? percentage(tax) : tax });
};

/**
 * `3 × 100.00, less 10%, tax 20%`. The tax is left out where the other side has the same one, or
 * the line is new or gone.
 */
export const figuresText = (
  figures: ChangedFigures,
  other: ChangedFigures | null,
  currency: string,
): string => {
  const { quantity, unitPrice } = figures;
  const discount = discountOf(figures, currency);
  return [
    quantity && unitPrice
      ? m.drift_line({ quantity: number(quantity), price: amount(unitPrice, currency) })
      : '',
    discount && m.drift_discount_of({ discount }),
    other && other.tax !== figures.tax ? taxOf(figures) : '',
  ]
    .filter(Boolean)
    .join(', ');
};
