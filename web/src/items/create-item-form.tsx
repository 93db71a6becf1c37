import { draftLimits } from '@dealbill/server/shared/checks/draft-limits';
import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import type { InvoiceContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { problemSentence } from '../lib/field-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Options } from '../ui/controls/options.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Field, Input, Select } from '../ui/fields/field.tsx';
import styles from './create-item-dialog.module.css';
import { IncomeAccountField, TaxableField } from './income-account-field.tsx';
import { type NewItem, newItemOptions } from './queries.ts';
import { TakenItemNotice } from './taken-item-notice.tsx';

type CreateItemFormProps = {
  context: InvoiceContext;
  options: NewItem;
  name: string;
  taxCodeId: string | null;
  done: (item: ItemRow) => void;
  cancel: () => void;
};

type Outcome = Answer<'items', 'create'>;

/** Name, account and tax of a new item. */
export function CreateItemForm(props: CreateItemFormProps) {
  const { context, options, done } = props;
  const queryClient = useQueryClient();
  const [name, setName] = useState(props.name);
  const [accountId, setAccountId] = useState(options.accountId ?? '');
  const [taxable, setTaxable] = useState(options.taxable);
  const [taxCodeId, setTaxCodeId] = useState(props.taxCodeId ?? '');
  const [wasTried, setTried] = useState(false);
  const creating = useMutation({
    mutationFn: (named: string) =>
      api.items.create({ context, name: named, accountId, taxable, taxCodeId: taxCodeId || null }),
    onSuccess: (outcome) => {
      // The next item is proposed the same account.
      if (outcome.kind !== 'taken')
        queryClient.setQueryData(newItemOptions.queryKey, { ...options, accountId, taxable });
      if (outcome.kind === 'created') done(outcome.item);
    },
  });
  const isMissing = accountId === '' || (options.asksTaxable && taxable === null);
  const create = (named: string) => {
    setTried(true);
    if (!isMissing && !creating.isPending) creating.mutate(named);
  };
  // No form of its own: it is inside the form of the invoice, which Enter would submit.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.target instanceof HTMLInputElement) create(name);
  };
  const refused = creating.error ? asApiError(creating.error).fields : [];
  const errorAt = (path: string): string | undefined => {
    const found = refused.find((error) => error.path === path);
    return found && problemSentence(found);
  };
  const required = (isEmpty: boolean) =>
    wasTried && isEmpty ? problemSentence({ path: '', problem: 'required' }) : undefined;
  const outcome = creating.data;
  return (
    <fieldset aria-label={m.items_new_title()} className={styles.form} onKeyDown={onKeyDown}>
      <p className={styles.soft}>{m.items_new_text()}</p>
      <Field label={m.items_new_name()} error={errorAt('name')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={draftLimits.itemName}
            value={name}
            onChange={({ target }) => {
              setName(target.value);
              creating.reset();
            }}
          />
        )}
      </Field>
      <IncomeAccountField
        options={options}
        value={accountId}
        choose={setAccountId}
        error={errorAt('accountId') ?? required(accountId === '')}
      />
      {options.asksTaxable ? (
        <TaxableField value={taxable} choose={setTaxable} error={required(taxable === null)} />
      ) : (
        <TaxCodeField
          options={options}
          value={taxCodeId}
          choose={setTaxCodeId}
          error={errorAt('taxCodeId')}
        />
      )}
      {outcome ? (
        <OutcomeNotice
          outcome={outcome}
          name={name}
          context={context}
          done={done}
          rename={(free) => {
            setName(free);
            create(free);
          }}
        />
      ) : null}
      {creating.error && refused.length === 0 ? (
        <Notice kind="error" title={failureText(creating.error)} />
      ) : null}
      <footer className={styles.footer}>
        <Button onClick={props.cancel}>{m.common_cancel()}</Button>
        <Button variant="primary" busy={creating.isPending} onClick={() => create(name)}>
          {outcome?.kind === 'checking' ? m.items_new_check() : m.items_new_create()}
        </Button>
      </footer>
    </fieldset>
  );
}

type OutcomeNoticeProps = {
  outcome: Outcome;
  name: string;
  context: InvoiceContext;
  done: (item: ItemRow) => void;
  rename: (free: string) => void;
};

/** Why no item was created yet. */
function OutcomeNotice({ outcome, name, ...rest }: OutcomeNoticeProps) {
  switch (outcome.kind) {
    case 'created':
      return null;
    case 'checking':
      return <Notice kind="warning" title={m.items_new_checking({ name })} />;
    case 'taken':
      return <TakenItemNotice taken={outcome} {...rest} />;
  }
}

type TaxCodeFieldProps = {
  options: Pick<NewItem, 'taxCodes'>;
  value: string;
  choose: (id: string) => void;
  error: string | undefined;
};

/** The item's own tax code, outside the US. */
function TaxCodeField({ options, value, choose, error }: TaxCodeFieldProps) {
  if (options.taxCodes.length === 0) return null;
  return (
    <Field label={m.items_new_code()} error={error} optional>
      {(control) => (
        <Select {...control} value={value} onChange={({ target }) => choose(target.value)}>
          <option value="">{m.items_new_no_code()}</option>
          <Options
            of={options.taxCodes}
            chosen={value}
            gone={m.items_account_gone({ name: value })}
          />
        </Select>
      )}
    </Field>
  );
}

const failureText = (error: Error): string => {
  const { code, details } = asApiError(error);
  return m.items_new_failed({ reason: details.said ?? messagesFor(code, details).title });
};
