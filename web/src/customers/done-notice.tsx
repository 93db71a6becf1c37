import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { keepFocus } from '../ui/focus/keep-focus.ts';
import type { Linking } from './use-linking.ts';

/** Outcome of linking or unlinking, with *Undo*. */
export function DoneNotice({ linking }: { linking: Linking }) {
  const { done, busy, change } = linking;
  if (!done) return null;
  const { kind, customer, before } = done;
  if (kind === 'unlinked') {
    return (
      <Notice
        key={`unlinked ${customer.id}`}
        kind="success"
        title={m.customers_unlinked({ customer: customer.name })}
        ref={keepFocus}
        action={
          <Button busy={busy} onClick={() => change(customer)}>
            {m.customers_link_again()}
          </Button>
        }
      />
    );
  }
  return (
    <Notice
      key={`linked ${customer.id}`}
      kind="success"
      title={m.customers_linked({ customer: customer.name })}
      ref={keepFocus}
      action={
        before ? (
          <Button busy={busy} onClick={() => change(before)}>
            {m.customers_back_to({ customer: before.name })}
          </Button>
        ) : null
      }
    />
  );
}
