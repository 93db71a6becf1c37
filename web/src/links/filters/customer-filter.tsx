import type { PanelPlace } from '../../host/read-place.ts';
import { type Answer, api } from '../../lib/api.ts';
import { Field } from '../../ui/field.tsx';
import { Picker } from '../../ui/picker.tsx';
import { m } from '../../words/compiled/messages.js';
import styles from '../invoice-list.module.css';

export type Customer = Answer<'customers', 'search'>['customers'][number];

type CustomerFilterProps = {
  place: PanelPlace;
  value: Customer | null;
  onPick: (customer: Customer | null) => void;
};

/** Any customer of the books, by a piece of the name. */
export function CustomerFilter({ place, value, onPick }: CustomerFilterProps) {
  return (
    <Field label={m.links_add_customer()} className={styles.search}>
      {(control) => (
        <Picker<Customer>
          control={control}
          value={value}
          onPick={onPick}
          clearable
          search={{
            key: ['customers', 'search', place],
            load: async (text, page, signal) => {
              const found = await api.customers.search({ place, text, page }, { signal });
              return { rows: found.customers, more: found.more };
            },
          }}
          keyOf={({ id }) => id}
          labelOf={({ name }) => name}
          placeholder={m.links_add_any_customer()}
        >
          {({ name, email, address, currency }) => (
            <>
              <div>{name}</div>
              <div className={styles.fact}>
                {[email, address, currency].filter(Boolean).join(' · ')}
              </div>
            </>
          )}
        </Picker>
      )}
    </Field>
  );
}
