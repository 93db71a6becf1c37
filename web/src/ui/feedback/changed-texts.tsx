import type { ChangedText } from '@dealbill/server/shared/text/changed-text';
import { listed } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './changed-texts.module.css';
import { Notice } from './notice.tsx';

const nameOf: Record<ChangedText['what'], () => string> = {
  customer: m.drafts_texts_customer,
  billing: m.drafts_texts_billing,
  shipping: m.drafts_texts_shipping,
  description: m.drafts_texts_description,
  message: m.drafts_texts_message,
  memo: m.drafts_texts_memo,
};

/** Groups equal texts, such as those of both addresses, to show each once. */
const grouped = (texts: ChangedText[]) =>
  [...new Set(texts.map(({ sent }) => sent))].map((sent) => {
    const same = texts.filter((text) => text.sent === sent);
    const names = [...new Set(same.map(({ what }) => nameOf[what]()))];
    return { names, sent, stored: same[0]?.stored ?? '' };
  });

/** Texts that QuickBooks stored with question marks: as typed and as stored. */
export function ChangedTexts({ texts }: { texts: ChangedText[] }) {
  return (
    <Notice kind="info" title={m.drafts_texts_title()}>
      <p>{m.drafts_texts_explained()}</p>
      <dl className={styles.texts}>
        {grouped(texts).map(({ names, sent, stored }) => (
          <div key={sent}>
            <dt>{listed(names)}</dt>
            <dd>{m.drafts_texts_pair({ sent, stored })}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}
