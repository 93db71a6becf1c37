import type { Difference } from '@dealbill/server/contract/customers';
import { useId } from 'react';
import { m } from '../messages/compiled/messages.js';
import styles from './customer-differences.module.css';
import { detailNames } from './field-labels.ts';
import type { CustomerUpdate } from './use-customer-update.ts';

type DifferenceTableProps = {
  differences: Difference[];
  update: CustomerUpdate;
  /** The source of the left side. */
  from: 'pipedrive' | 'form';
};

/** Compares details field by field, each with a checkbox. */
export function DifferenceTable({ differences, update, from }: DifferenceTableProps) {
  const { selected, tick, busy } = update;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{m.customers_detail()}</th>
          <th scope="col">
            {from === 'form' ? m.customers_in_form() : m.customers_in_pipedrive()}
          </th>
          <th scope="col">{m.customers_in_quickbooks()}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((one) => (
          <DifferenceRow
            key={one.field}
            difference={one}
            selected={selected.has(one.field)}
            disabled={busy}
            tick={(on) => tick(one.field, on)}
          />
        ))}
      </tbody>
    </table>
  );
}

type DifferenceRowProps = {
  difference: Difference;
  selected: boolean;
  disabled: boolean;
  tick: (on: boolean) => void;
};

function DifferenceRow({ difference, selected, disabled, tick }: DifferenceRowProps) {
  const id = useId();
  const { field, pipedrive, quickbooks, lettersLost } = difference;
  return (
    <tr className={selected ? styles.selected : undefined}>
      <th scope="row">
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={selected}
            disabled={disabled}
            onChange={(event) => tick(event.target.checked)}
            aria-label={m.customers_tick({ detail: detailNames[field]() })}
            aria-describedby={`${id}-ours ${id}-theirs`}
          />
          <span>{detailNames[field]()}</span>
        </label>
      </th>
      <td id={`${id}-ours`}>{pipedrive}</td>
      <td id={`${id}-theirs`} className={quickbooks ? undefined : styles.empty}>
        {quickbooks || m.customers_empty()}
        {lettersLost ? <p className={styles.lost}>{m.customers_letters_lost_field()}</p> : null}
      </td>
    </tr>
  );
}
