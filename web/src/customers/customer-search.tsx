import type { CustomerRow } from '@dealbill/server/contract/customers';
import type { PanelPlace } from '../host/read-place.ts';
import { api } from '../lib/api.ts';
import { Field } from '../ui/field.tsx';
import { Picker } from '../ui/picker.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './customer-choice.module.css';

type CustomerSearchProps = { place: PanelPlace; onPick: (row: CustomerRow) => void };

/** Every customer in QuickBooks, by a piece of the name. */
export function CustomerSearch({ place, onPick }: CustomerSearchProps) {
  return (
    <Field label={m.customers_search()} className={styles.search}>
      {(control) => (
        <Picker<CustomerRow>
          control={control}
          value={null}
          onPick={(row) => row && onPick(row)}
          search={{
            key: ['customers', 'search', place],
            load: async (text, page, signal) => {
              const found = await api.customers.search({ place, text, page }, { signal });
              return { rows: found.customers, more: found.more };
            },
          }}
          keyOf={({ id }) => id}
          labelOf={({ name }) => name}
          placeholder={m.customers_search_placeholder()}
        >
          {(row) => (
            <>
              <div>{row.name}</div>
              <div className={styles.fact}>
                {[row.email, row.address, row.currency].filter(Boolean).join(' · ')}
              </div>
            </>
          )}
        </Picker>
      )}
    </Field>
  );
}
