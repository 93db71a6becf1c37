import type { CustomerRow } from '@dealbill/server/contract/customers';
import { api } from '../lib/api.ts';
import { Field } from '../ui/field.tsx';
import { Picker } from '../ui/picker.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './customer-choice.module.css';
import { useOpenDraft } from './draft-form-context.ts';

/** Every customer in QuickBooks, by a piece of the name. */
export function CustomerSearch({ onPick }: { onPick: (row: CustomerRow) => void }) {
  const { opened } = useOpenDraft();
  const dealId = opened.deal.id;
  return (
    <Field label={m.drafts_customer_search()} className={styles.search}>
      {(control) => (
        <Picker<CustomerRow>
          control={control}
          value={null}
          onPick={(row) => row && onPick(row)}
          search={{
            key: ['customers', 'search', dealId],
            load: async (text, page, signal) => {
              const place = { of: 'deal' as const, id: dealId };
              const found = await api.customers.search({ place, text, page }, { signal });
              return { rows: found.customers, more: found.more };
            },
          }}
          keyOf={({ id }) => id}
          labelOf={({ name }) => name}
          placeholder={m.drafts_customer_search_placeholder()}
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
