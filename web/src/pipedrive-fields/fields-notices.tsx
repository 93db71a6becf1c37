import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { recordTexts } from './fact-texts.ts';
import styles from './fields-card.module.css';
import type { Shown } from './queries.ts';

type FieldsNoticesProps = { shown: Shown; writer: NonNullable<Shown['writer']> };

/** What keeps the fields from being updated: a lost permission, QuickBooks, or refused updates. */
export function FieldsNotices({ shown, writer }: FieldsNoticesProps) {
  const isUsed = shown.records.some(({ facts }) => facts.some(({ enabled }) => enabled));
  if (!isUsed) return null;
  const { failures, refused } = shown;
  const more = refused - failures.length;
  return (
    <>
      {writer.state === 'active' ? null : (
        <Notice kind="warning" title={m.pipedrive_fields_must_install_title()}>
          {stoppedText(writer)}
        </Notice>
      )}
      {failures.length > 0 ? (
        <Notice kind="warning" title={m.pipedrive_fields_failures_title({ count: refused })}>
          <p>{m.pipedrive_fields_failures_text()}</p>
          <ul className={styles.failures}>
            {failures.map((failure) => (
              <li key={`${failure.of} ${failure.id}`}>
                <a href={failure.url} target="_blank" rel="noopener">
                  {recordTexts[failure.of].failed(failure)}
                  <span className="unseen"> ({m.common_opens_new_tab()})</span>
                </a>
                : {reasonOf(failure)}
              </li>
            ))}
            {more > 0 ? <li>{m.pipedrive_fields_failures_more({ count: more })}</li> : null}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}

const stoppedText = ({ state, isYou, name }: FieldsNoticesProps['writer']): string => {
  if (state === 'broken') return m.pipedrive_fields_broken_text();
  return isYou
    ? m.pipedrive_fields_must_install_you()
    : m.pipedrive_fields_must_install_other({ name });
};

const reasonOf = ({ of, reason, said }: Shown['failures'][number]): string => {
  if (reason === 'refused' && said) return m.pipedrive_fields_failure_refused({ said });
  return of === 'deal'
    ? m.pipedrive_fields_failure_forbidden_deal()
    : m.pipedrive_fields_failure_forbidden();
};
