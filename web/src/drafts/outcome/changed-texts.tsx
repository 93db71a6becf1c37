import type { DraftStatus } from '@dealbill/server/contract/drafts';
import { Notice } from '../../ui/notice.tsx';
import { m } from '../../words/compiled/messages.js';
import styles from './screen.module.css';

type Texts = NonNullable<NonNullable<DraftStatus['proof']>['texts']>;

const names: Record<Texts[number]['what'], () => string> = {
  customer: m.drafts_texts_customer,
  description: m.drafts_texts_description,
  message: m.drafts_texts_message,
  memo: m.drafts_texts_memo,
};

/** The texts that QuickBooks stored with question marks, as they were typed and as they are there. */
export function ChangedTexts({ texts }: { texts: Texts }) {
  if (texts.length === 0) return null;
  return (
    <div className={styles.differs}>
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
    </div>
  );
}
