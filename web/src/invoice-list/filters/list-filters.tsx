import { m } from '../../messages/compiled/messages.js';
import { Field, Input, Select } from '../../ui/fields/field.tsx';
import styles from '../invoice-list.module.css';
import { PeriodChoice } from './period-choice.tsx';
import { StatusFilter } from './status-filter.tsx';
import type { FilteredList } from './use-filtered-list.ts';

/** The filters of a list. */
export function ListFilters({ list, ofCompany }: { list: FilteredList; ofCompany: boolean }) {
  const { text, setText, period, setPeriod, statuses, setStatuses, first } = list;
  return (
    <div className={styles.filters}>
      <Field label={m.invoice_list_search()} className={styles.search}>
        {(control) => (
          <Input
            {...control}
            type="search"
            value={text}
            placeholder={
              ofCompany ? m.invoice_list_search_company() : m.invoice_list_search_customer()
            }
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {period && first ? (
        <PeriodChoice period={period} today={first.today} onChange={setPeriod} />
      ) : (
        <Field label={m.invoice_list_period()}>
          {(control) => <Select {...control} disabled />}
        </Field>
      )}
      <StatusFilter statuses={statuses} onChange={setStatuses} />
    </div>
  );
}
