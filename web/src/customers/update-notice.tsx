import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { keepFocus } from '../ui/focus/keep-focus.ts';
import styles from './customer-differences.module.css';
import { detailNames, refusedDetail } from './field-labels.ts';
import type { CustomerUpdate } from './use-customer-update.ts';

/** Outcome of the last update; null when there is none. */
export function UpdateNotice({ customer, update }: { customer: string; update: CustomerUpdate }) {
  const { outcome, asked, error } = update;
  switch (outcome) {
    case 'none':
      return null;
    case 'checking':
      return (
        <Notice kind="info" title={m.customers_checking_title({ customer })}>
          {m.customers_checking_text()}
        </Notice>
      );
    case 'done':
      return (
        <Notice kind="success" title={m.customers_updated_title({ customer })} ref={keepFocus}>
          <ul>
            {asked.map(({ field, pipedrive }) => (
              <li key={field} className={styles.written}>
                {detailNames[field]()}: {pipedrive.split('\n').join(', ')}
              </li>
            ))}
          </ul>
        </Notice>
      );
    case 'not_done':
      return (
        <Notice kind="warning" title={m.customers_not_updated_title()} ref={keepFocus}>
          {m.customers_not_updated_text()}
        </Notice>
      );
    case 'failed':
      return <FailedNotice error={error} />;
  }
}

function FailedNotice({ error }: { error: ApiError }) {
  const { title, text } = messagesFor(error.code, error.details);
  if (error.fields.length > 0) {
    return (
      <Notice kind="error" title={m.customers_not_updated_title()} ref={focusOnMount}>
        <ul>
          {error.fields.map((field) => (
            <li key={field.path}>{refusedDetail(field)}</li>
          ))}
        </ul>
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
