import { draftLimits } from '@dealbill/server/shared/checks/draft-limits';
import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import type { InvoiceContext } from '../host/read-context.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { CrossIcon } from '../ui/controls/icons.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import styles from './create-item-dialog.module.css';
import { CreateItemForm } from './create-item-form.tsx';
import { newItemOptions } from './queries.ts';

export type CreateItemDialogProps = {
  context: InvoiceContext;
  /** Proposed name. */
  name: string;
  /** Proposed tax code, outside the US. */
  taxCodeId: string | null;
  /** Called with the item; the caller removes the dialog. */
  done: (item: ItemRow) => void;
  close: () => void;
};

/** Creates an item in QuickBooks at once, with its account and tax. */
export function CreateItemDialog({ context, name, taxCodeId, done, close }: CreateItemDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const { data, error, isFetching, refetch } = useQuery(newItemOptions);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={title} onClose={close}>
      <div className={styles.content}>
        <header className={styles.header}>
          <h2 id={title}>{m.items_new_title()}</h2>
          <Button
            variant="quiet"
            square
            aria-label={m.items_dialog_close()}
            onClick={() => dialog.current?.close()}
          >
            <CrossIcon />
          </Button>
        </header>
        {data ? (
          <CreateItemForm
            context={context}
            options={data}
            name={name.slice(0, draftLimits.itemName)}
            taxCodeId={taxCodeId}
            done={done}
            cancel={() => dialog.current?.close()}
          />
        ) : error ? (
          <Notice
            kind="error"
            title={m.items_accounts_failed({ reason: messagesFor(asApiError(error).code).title })}
            action={
              <Button busy={isFetching} onClick={() => void refetch()}>
                {m.common_try_again()}
              </Button>
            }
          />
        ) : (
          <Skeleton>
            <Bar width={100} height={180} />
          </Skeleton>
        )}
      </div>
    </dialog>
  );
}
