import type { CustomerRow } from '@dealbill/server/shared/contract/picker-rows';
import type { PanelContext } from '../host/read-context.ts';
import { m } from '../messages/compiled/messages.js';
import { Field } from '../ui/fields/field.tsx';
import { CustomerPicker } from '../ui/pickers/customer-picker.tsx';
import styles from './customer-choice.module.css';

type CustomerSearchProps = { context: PanelContext; onPick: (row: CustomerRow) => void };

/** Searches all customers in QuickBooks; the field is empty again after a selection. */
export function CustomerSearch({ context, onPick }: CustomerSearchProps) {
  return (
    <Field label={m.customers_search()} className={styles.search}>
      {(control) => (
        <CustomerPicker
          control={control}
          context={context}
          value={null}
          onPick={(row) => row && onPick(row)}
          placeholder={m.customers_search_placeholder()}
        />
      )}
    </Field>
  );
}
