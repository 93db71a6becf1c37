import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import type { PanelPlace } from '../host/read-place.ts';
import { resize } from '../host/size.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorScreen } from '../ui/error-screen.tsx';
import { Field, Input } from '../ui/field.tsx';
import { InvoiceIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './invoice-list.module.css';
import { ListItem } from './list-row.tsx';
import type { ListRow } from './queries.ts';
import { useLinking } from './use-linking.ts';

type AddExistingProps = { place: PanelPlace; showInvoice: (invoiceId: string) => void };

const nothing = { number: '', amount: '', date: '' };

/** Finds an invoice anywhere in QuickBooks and links it to the deal. */
export default function AddExisting({ place, showInvoice }: AddExistingProps) {
  const dealId = place.of === 'deal' ? place.id : 0;
  const [by, setBy] = useState(nothing);
  const search = useMutation({
    mutationFn: () => api.links.search({ dealId, customerId: null, ...by }),
  });
  const { busy, act } = useLinking(dealId, () => search.mutateAsync());
  useEffect(() => {
    resize({ width: 820, height: 640 }).catch(() => {
      // The modal keeps the size Pipedrive gave it.
    });
  }, []);
  const empty = Object.values(by).every((value) => value.trim() === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!empty) search.mutate();
  };
  const toggle = (row: ListRow) => act(row.linked ? 'unlink' : 'link', [row.id]);
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{m.links_add_title()}</h1>
      <form className={styles.filters} onSubmit={submit}>
        <Field label={m.links_add_number()} className={styles.search}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={by.number}
              onChange={(event) => setBy({ ...by, number: event.target.value })}
            />
          )}
        </Field>
        <Field label={m.links_add_amount()}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={by.amount}
              onChange={(event) => setBy({ ...by, amount: event.target.value })}
            />
          )}
        </Field>
        <Field label={m.links_add_date()}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={by.date}
              onChange={(event) => setBy({ ...by, date: event.target.value })}
            />
          )}
        </Field>
        <Button look="primary" type="submit" disabled={empty} busy={search.isPending}>
          {m.links_find()}
        </Button>
      </form>
      {search.isError ? (
        <ErrorScreen error={asApiError(search.error)} retry={() => search.mutate()} />
      ) : null}
      {search.data?.rows.length === 0 ? (
        <EmptyState icon={<InvoiceIcon />} title={m.links_not_found_title()}>
          {m.links_not_found_text()}
        </EmptyState>
      ) : null}
      {search.data?.more ? <p className={styles.count}>{m.links_too_many()}</p> : null}
      <ul className={styles.found} aria-label={m.links_list()}>
        {search.data?.rows.map((row) => (
          <li key={row.id}>
            <ListItem
              row={row}
              today={row.issueDate}
              withCustomer
              showInvoice={showInvoice}
              link={{ busy: busy.has(row.id), toggle }}
            />
          </li>
        ))}
      </ul>
    </main>
  );
}
