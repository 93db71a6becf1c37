import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { keepFocus } from '../ui/focus/keep-focus.ts';
import type { Creation } from './use-creation.ts';

/** Outcome of creating a customer; null when there is none. */
export function CreationNotice({ creation }: { creation: Creation }) {
  const { outcome, name: customer, error, refused, said } = creation;
  const fields = refused.length > 0 ? m.customers_create_refused_fields() : null;
  switch (outcome) {
    case 'none':
      return null;
    case 'checking':
      return (
        <Notice
          kind="info"
          title={m.customers_created_checking_title({ customer })}
          ref={keepFocus}
        >
          {m.customers_created_checking_text()}
        </Notice>
      );
    case 'created':
      return (
        <Notice kind="success" title={m.customers_created_title({ customer })} ref={keepFocus} />
      );
    case 'not_created':
      return (
        <Notice kind="warning" title={m.customers_not_created_title({ customer })} ref={keepFocus}>
          {m.customers_not_created_text()}
        </Notice>
      );
    case 'not_known':
      return (
        <Notice kind="warning" title={m.customers_not_known_title({ customer })} ref={keepFocus}>
          {m.customers_not_known_text()}
        </Notice>
      );
    case 'refused':
      return (
        <Notice
          kind="warning"
          title={m.customers_create_refused_title({ customer })}
          ref={focusOnMount}
        >
          {fields ?? (said ? m.errors_said({ message: said }) : m.customers_not_created_text())}
        </Notice>
      );
    case 'failed':
      return error ? <FailedNotice error={error} customer={customer} fields={fields} /> : null;
  }
}

type FailedNoticeProps = { error: ApiError; customer: string; fields: string | null };

function FailedNotice({ error, customer, fields }: FailedNoticeProps) {
  const { title, text } = messagesFor(error.code, error.details);
  if (fields) {
    return (
      <Notice
        kind="error"
        title={m.customers_create_refused_title({ customer })}
        ref={focusOnMount}
      >
        {fields}
      </Notice>
    );
  }
  return (
    <Notice kind="error" title={title} ref={focusOnMount}>
      <p>{error.details.said ? m.errors_said({ message: error.details.said }) : text}</p>
      <SupportDetails error={error} />
    </Notice>
  );
}
