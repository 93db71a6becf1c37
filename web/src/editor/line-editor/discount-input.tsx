import type { Discount } from '@dealbill/server/shared/contract/draft-content';
import { useState } from 'react';
import { leastDecimals } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { type ControlProps, Select } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import styles from './discount-input.module.css';

type DiscountInputProps = {
  control: ControlProps;
  path: string;
  value: Discount;
  onChange: (discount: Discount) => void;
  /** ISO code of the invoice's currency, for amounts. */
  currency: string;
};

type Unit = 'percent' | 'amount';

/** A discount in percent of the price or as an amount; empty for no discount. */
export function DiscountInput({ control, path, value, onChange, currency }: DiscountInputProps) {
  const [chosen, setChosen] = useState<Unit>('percent');
  const unit = value.kind === 'none' ? chosen : value.kind;
  const typed = value.kind === 'none' ? '' : value.value;
  const change = (kind: Unit, text: string) =>
    onChange(text.trim() === '' ? { kind: 'none' } : { kind, value: text });
  return (
    <div className={styles.pair}>
      <FigureInput
        control={control}
        path={path}
        className={styles.figure}
        value={typed}
        onChange={(figure) => change(unit, figure)}
        decimals={unit === 'amount' ? leastDecimals(currency) : 0}
      />
      <Select
        aria-label={m.editor_line_discount_unit()}
        className={styles.unit}
        value={unit}
        onChange={(event) => {
          const next = event.target.value === 'amount' ? 'amount' : 'percent';
          setChosen(next);
          change(next, typed);
        }}
      >
        <option value="percent" aria-label={m.editor_discount_percent()}>
          %
        </option>
        <option value="amount" aria-label={m.editor_discount_amount({ currency })}>
          {currency || '¤'}
        </option>
      </Select>
    </div>
  );
}
