import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { IncomeAccountField, TaxableField } from './income-account-field.tsx';
import styles from './items-card.module.css';
import { type Current, newItemOptions } from './queries.ts';

type NewItemSettingsProps = {
  current: Current;
  /** Called once everything is chosen. */
  save: (settings: { accountId: string; taxable: boolean | null }) => void;
};

/** How items are created for products that have none. */
export function NewItemSettings({ current, save }: NewItemSettingsProps) {
  const { account, asksTaxable } = current;
  const [accountId, setAccountId] = useState(account?.id ?? '');
  const [taxable, setTaxable] = useState(current.newItemsTaxable);
  const { data, error, isFetching, refetch } = useQuery(newItemOptions);
  const change = (next: { accountId: string; taxable: boolean | null }) => {
    setAccountId(next.accountId);
    setTaxable(next.taxable);
    if (next.accountId !== '' && (next.taxable !== null || !asksTaxable)) save(next);
  };
  if (error)
    return (
      <Notice
        kind="error"
        title={m.items_accounts_failed({ reason: messagesFor(asApiError(error).code).title })}
        action={
          <Button busy={isFetching} onClick={() => void refetch()}>
            {m.common_try_again()}
          </Button>
        }
      />
    );
  if (!data)
    return (
      <Skeleton>
        <Bar width={60} height={60} />
      </Skeleton>
    );
  return (
    <>
      <IncomeAccountField
        className={styles.default}
        options={data}
        value={accountId}
        name={account?.name}
        choose={(id) => change({ accountId: id, taxable })}
        error={accountError(accountId, account)}
      />
      {asksTaxable ? (
        <TaxableField
          className={styles.default}
          value={taxable}
          choose={(next) => change({ accountId, taxable: next })}
          error={taxable === null ? m.items_taxable_missing() : undefined}
        />
      ) : null}
    </>
  );
}

const accountError = (chosenId: string, account: Current['account']): string | undefined => {
  if (chosenId === '') return m.items_account_missing();
  return account?.id === chosenId && !account.usable ? m.items_account_unusable() : undefined;
};
