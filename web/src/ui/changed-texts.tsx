import type { ChangedText } from '@dealbill/server/shared/changed-text';
import { m } from '../words/compiled/messages.js';
import styles from './changed-texts.module.css';
import { Notice } from './notice.tsx';

const names: Record<ChangedText['what'], () => string> = {
  customer: m.drafts_texts_customer,
  billing: m.drafts_texts_billing,
  shipping: m.drafts_texts_shipping,
  description: m.drafts_texts_description,
  message: m.drafts_texts_message,
  memo: m.drafts_texts_memo,
};

/** The texts that QuickBooks stored with question marks, as they were typed and as they are there. */
export function ChangedTexts({ texts }: { texts: ChangedText[] }) {
  return (
    <Notice kind="info" title={m.drafts_texts_title()}>
      <p>{m.drafts_texts_explained()}</p>
      <dl className={styles.texts}>
        {texts.map(({ what, sent, stored }) => (
          <div key={`${what} ${sent}`}>
            <dt>{names[what]()}</dt>
            <dd>{m.drafts_texts_pair({ sent, stored })}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}
