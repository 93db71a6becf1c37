import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { restoredName } from '@dealbill/server/shared/text/restored-name';
import { useMutation } from '@tanstack/react-query';
import type { InvoiceContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';

type TakenItemNoticeProps = {
  taken: Extract<Answer<'items', 'create'>, { kind: 'taken' }>;
  context: InvoiceContext;
  done: (item: ItemRow) => void;
  rename: (free: string) => void;
};

/** Says which item has the name, and offers to use or reactivate it, or another name. */
export function TakenItemNotice({ taken, context, done, rename }: TakenItemNoticeProps) {
  const { by, free } = taken;
  const { row } = by;
  const reactivating = useMutation({
    mutationFn: () => api.items.reactivate({ context, itemId: by.id }),
    onSuccess: ({ item }) => item && done(item),
  });
  return (
    <Notice
      kind="warning"
      title={titleOf(by)}
      action={
        <>
          {row && by.active ? (
            <Button onClick={() => done(row)}>{m.items_new_use({ name: row.name })}</Button>
          ) : null}
          {row && !by.active ? (
            <Button busy={reactivating.isPending} onClick={() => reactivating.mutate()}>
              {m.editor_fix_reactivate({ name: restoredName(by.name) })}
            </Button>
          ) : null}
          {free ? (
            <Button onClick={() => rename(free)}>{m.items_new_rename({ name: free })}</Button>
          ) : null}
        </>
      }
    >
      {outcomeOf(reactivating, by.name)}
    </Notice>
  );
}

const titleOf = ({ name, active, row }: TakenItemNoticeProps['taken']['by']): string => {
  if (!row) return m.items_new_taken_unsellable();
  return active
    ? m.items_new_taken({ name })
    : m.items_new_taken_inactive({ name: restoredName(name) });
};

/** Why the item is not active yet; null while nothing was tried. */
const outcomeOf = (
  { error, data }: { error: Error | null; data: { item: ItemRow | null } | undefined },
  name: string,
): string | null => {
  if (!error) return data ? m.editor_reactivate_checking({ name }) : null;
  const { code, details } = asApiError(error);
  const reason = details.said ?? messagesFor(code, details).title;
  return m.editor_reactivate_failed({ reason });
};
