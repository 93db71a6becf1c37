import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import type { Shown } from './queries.ts';

type DealFieldsNoticesProps = { shown: Shown; writer: NonNullable<Shown['writer']> };

/** What keeps the fields from being updated: a lost permission, QuickBooks, or refused deals. */
export function DealFieldsNotices({ shown, writer }: DealFieldsNoticesProps) {
  const isUsed = shown.facts.some(({ enabled }) => enabled);
  if (!isUsed) return null;
  const { failures } = shown;
  return (
    <>
      {writer.state === 'active' ? null : (
        <Notice kind="warning" title={m.deal_fields_must_install_title()}>
          {stoppedText(writer)}
        </Notice>
      )}
      {failures.length > 0 ? (
        <Notice kind="warning" title={m.deal_fields_failures_title()}>
          <p>{m.deal_fields_failures_text()}</p>
          <ul>
            {failures.map((failure) => (
              <li key={failure.dealId}>
                <a href={failure.url} target="_blank" rel="noopener">
                  {failureLabel(failure)}
                  <span className="unseen"> ({m.common_opens_new_tab()})</span>
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  );
}

const stoppedText = ({ state, isYou, name }: DealFieldsNoticesProps['writer']): string => {
  if (state === 'broken') return m.deal_fields_broken_text();
  return isYou ? m.deal_fields_must_install_you() : m.deal_fields_must_install_other({ name });
};

const failureLabel = ({ dealId, reason, said }: Shown['failures'][number]): string =>
  reason === 'refused' && said
    ? m.deal_fields_failure_refused({ id: dealId, said })
    : m.deal_fields_failure_forbidden({ id: dealId });
