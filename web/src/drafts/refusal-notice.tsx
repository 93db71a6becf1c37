import type { Refusal } from '@dealbill/server/contract/drafts';
import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import styles from './refusal-notice.module.css';

/** QuickBooks' own message, and the ids that Intuit's support needs. */
export function RefusalNotice({ refusal }: { refusal: Refusal }) {
  const { said, tid, faultCode, fields } = refusal;
  return (
    <Notice kind="error" title={m.drafts_refused_title()} ref={focusOnMount}>
      {said ? <p>{m.drafts_refused_said({ message: said })}</p> : null}
      {fields.length > 0 ? <p>{m.drafts_refused_fields()}</p> : null}
      <details className={styles.details}>
        <summary>{m.drafts_refused_details()}</summary>
        <dl>
          <dt>{m.drafts_refused_code()}</dt>
          <dd>{faultCode}</dd>
          {tid ? (
            <>
              <dt>{m.drafts_refused_tid()}</dt>
              <dd>{tid}</dd>
            </>
          ) : null}
        </dl>
      </details>
    </Notice>
  );
}
