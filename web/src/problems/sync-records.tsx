import { inputLimits } from '@dealbill/server/shared/checks/input-limits';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModalView } from '../host/modal-view.ts';
import { asApiError } from '../lib/api-error.ts';
import { problemSentence } from '../lib/field-messages.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { InvoiceIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { Field, Input, Select } from '../ui/fields/field.tsx';
import styles from './problems.module.css';
import { type RecordFilters, recordPages, type SyncRecord } from './queries.ts';
import { RecordTable } from './record-table.tsx';

type Kind = SyncRecord['kind'];
type State = SyncRecord['state'];

const kindNames: Record<Kind, () => string> = {
  operation: m.problems_kind_operation,
  note: m.problems_kind_note,
  read: m.problems_kind_read,
  fields: m.problems_kind_fields,
};

const stateNames: Record<State, () => string> = {
  done: m.problems_state_done,
  open: m.problems_state_open,
  failed: m.problems_state_failed,
};

const namesOf = <Key extends string>(names: Record<Key, () => string>) =>
  Object.entries(names) as [Key, () => string][];

/** Everything that was synchronized, with filters and a search by invoice number. */
export function SyncRecords({ show }: { show: (view: ModalView) => void }) {
  const [kind, setKind] = useState<Kind | ''>('');
  const [state, setState] = useState<State | ''>('');
  const [number, setNumber] = useState('');
  const isTooLong = number.trim().length > inputLimits.number;
  const filters: RecordFilters = {
    kinds: kind === '' ? [] : [kind],
    states: state === '' ? [] : [state],
    number: useDebounced(isTooLong ? '' : number.trim(), 300),
  };
  const list = useInfiniteQuery(recordPages(filters));
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const isNarrow = list.data?.pages[0]?.narrow ?? false;
  return (
    <>
      <p className={styles.soft}>{m.problems_records_text()}</p>
      <div className={styles.filters}>
        <Field
          label={m.problems_records_number()}
          error={
            isTooLong
              ? problemSentence({ path: '', problem: 'too_long', limit: inputLimits.number })
              : undefined
          }
        >
          {(control) => (
            <Input
              {...control}
              type="search"
              value={number}
              onChange={({ target }) => setNumber(target.value)}
            />
          )}
        </Field>
        <Field label={m.problems_records_kind()}>
          {(control) => (
            <Select
              {...control}
              value={kind}
              onChange={({ target }) => setKind(target.value as Kind | '')}
            >
              <option value="">{m.problems_records_all()}</option>
              {namesOf(kindNames).map(([key, name]) => (
                <option key={key} value={key}>
                  {name()}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={m.problems_records_state()}>
          {(control) => (
            <Select
              {...control}
              value={state}
              onChange={({ target }) => setState(target.value as State | '')}
            >
              <option value="">{m.problems_records_all()}</option>
              {namesOf(stateNames).map(([key, name]) => (
                <option key={key} value={key}>
                  {name()}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {isNarrow ? <p className={styles.soft}>{m.problems_records_narrow()}</p> : null}
      {list.data ? (
        rows.length === 0 ? (
          <div className={styles.nothing}>
            <EmptyState icon={<InvoiceIcon />} title={m.problems_records_none_title()}>
              {m.problems_records_none_text()}
            </EmptyState>
          </div>
        ) : (
          <div className={styles.scroll}>
            <RecordTable rows={rows} show={show} />
            {list.hasNextPage ? (
              <div>
                <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {m.problems_load_more()}
                </Button>
              </div>
            ) : null}
          </div>
        )
      ) : null}
      {list.error && !list.data ? (
        <ErrorScreen error={asApiError(list.error)} retry={() => void list.refetch()} />
      ) : null}
      {list.isPending ? (
        <Skeleton>
          <Bar width={100} height={160} />
        </Skeleton>
      ) : null}
    </>
  );
}
