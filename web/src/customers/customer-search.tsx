import type { CustomerRow } from '@dealbill/server/contract/customers';
import type { PanelPlace } from '../host/read-place.ts';
import { CustomerPicker } from '../ui/customer-picker.tsx';
import { Field } from '../ui/field.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './customer-choice.module.css';

type CustomerSearchProps = { place: PanelPlace; onPick: (row: CustomerRow) => void };

/** Chooses one of all customers in QuickBooks; what is picked leaves the field empty. */
export function CustomerSearch({ place, onPick }: CustomerSearchProps) {
  return (
    <Field label={m.customers_search()} className={styles.search}>
      {(control) => (
        <CustomerPicker
          control={control}
          place={place}
          value={null}
          onPick={(row) => row && onPick(row)}
          placeholder={m.customers_search_placeholder()}
        />
      )}
    </Field>
  );
}
