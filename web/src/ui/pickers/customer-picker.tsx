import type { CustomerRow } from '@dealbill/server/shared/contract/picker-rows';
import type { PanelContext } from '../../host/read-context.ts';
import { api } from '../../lib/api.ts';
import styles from './customer-picker.module.css';
import { Picker, type PickerProps } from './picker.tsx';

type CustomerPickerProps = { context: PanelContext } & Pick<
  PickerProps<CustomerRow>,
  'control' | 'value' | 'onPick' | 'clearable' | 'placeholder'
>;

/** Searches all customers in QuickBooks by a part of the name. */
export function CustomerPicker({ context, ...rest }: CustomerPickerProps) {
  return (
    <Picker<CustomerRow>
      {...rest}
      search={{
        key: ['customers', 'search', context],
        load: async (text, page, signal) => {
          const found = await api.customers.search({ context, text, page }, { signal });
          return { rows: found.customers, more: found.more };
        },
      }}
      keyOf={({ id }) => id}
      labelOf={({ name }) => name}
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
  );
}
