import type { OpenEstimate } from '@dealbill/server/contract/drafts';
import type { EstimateLink } from '@dealbill/server/shared/contract/draft-content';
import { useId, useState } from 'react';
import { flushSync } from 'react-dom';
import { useChecked, useEdited, useEditor } from '../../editor/editor-store.ts';
import { beforeOf, isAsCopied } from '../../editor/estimate.ts';
import { confirmInHost } from '../../host/dialogs.ts';
import { problemSentence } from '../../lib/field-messages.ts';
import { money, plainDate } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { Section } from '../../ui/layout/section.tsx';
import { useDraft } from '../draft-session.ts';
import { estimateName } from './estimate-name.ts';
import styles from './estimates.module.css';
import { useEstimates } from './use-estimates.ts';

/** Offers open estimates of the chosen customer, or shows the one that the invoice bills. */
export function Estimates() {
  const { data, isError, isFetching, refetch } = useEstimates();
  const linked = useEdited(({ document }) => document.estimate);
  const currency = useEdited(({ document }) => document.details.currency);
  const offered = (data?.estimates ?? []).filter((estimate) => estimate.currency === currency);
  if (linked) {
    return (
      <Section title={m.editor_estimate()}>
        <LinkedEstimate
          estimate={linked}
          read={data?.estimates.find(({ id }) => id === linked.id)}
        />
      </Section>
    );
  }
  if (isError) {
    return (
      <div className={styles.failed} role="status">
        <p>{m.drafts_estimates_failed()}</p>
        <Button busy={isFetching} onClick={() => void refetch()}>
          {m.common_try_again()}
        </Button>
      </div>
    );
  }
  if (offered.length === 0) return null;
  return (
    <Section title={m.drafts_estimates_title()}>
      <OfferedEstimates estimates={offered} more={data?.more ?? false} />
    </Section>
  );
}

const shownAtFirst = 3;

function OfferedEstimates({ estimates, more }: { estimates: OpenEstimate[]; more: boolean }) {
  const [all, setAll] = useState(false);
  const help = useId();
  const shown = all ? estimates : estimates.slice(0, shownAtFirst);
  return (
    <>
      <p id={help} className={styles.soft}>
        {m.drafts_estimates_use_help()}
      </p>
      <ul className={styles.list}>
        {shown.map((estimate, index) => (
          <li key={estimate.id}>
            <OfferedEstimate estimate={estimate} help={help} isFirst={index === 0} />
          </li>
        ))}
      </ul>
      {shown.length < estimates.length ? (
        <Button variant="quiet" className={styles.all} onClick={() => setAll(true)}>
          {m.drafts_estimates_all({ count: estimates.length })}
        </Button>
      ) : more ? (
        <p className={styles.soft}>{m.drafts_estimates_more()}</p>
      ) : null}
    </>
  );
}

type OfferedEstimateProps = {
  estimate: OpenEstimate;
  /** Id of the text that says what the estimate replaces. */
  help: string;
  isFirst: boolean;
};

const reallyReplace = (name: string): Promise<boolean> =>
  confirmInHost({
    title: m.drafts_estimates_replace_title(),
    description: m.drafts_estimates_replace_text({ estimate: name }),
    okText: m.drafts_estimates_replace_ok(),
    cancelText: m.common_cancel(),
    okColor: 'negative',
  });

function OfferedEstimate({ estimate, help, isFirst }: OfferedEstimateProps) {
  const { opened } = useDraft();
  const { state, dispatch } = useEditor();
  const id = useId();
  const { issueDate, expiresOn, status, total, currency } = estimate;

  const use = async () => {
    const { document } = state.getState();
    const { choice } = document.customer;
    if (choice.kind !== 'existing') return;
    const canTakeBack = beforeOf(document) !== undefined;
    if (!canTakeBack && !(await reallyReplace(estimateName(estimate)))) return;
    const { status: _, ...copied } = estimate;
    flushSync(() =>
      dispatch({ type: 'estimate_chosen', estimate: { ...copied, customerId: choice.id } }),
    );
    focusField('estimate');
  };

  return (
    <div className={styles.row}>
      <p className={styles.about} id={id}>
        <b>{estimateName(estimate)}</b>{' '}
        <span className={styles.soft}>
          {[
            m.drafts_estimates_of({ date: plainDate(issueDate, opened.today) }),
            status === 'accepted' ? m.drafts_estimates_accepted() : m.drafts_estimates_pending(),
            expiresOn && m.drafts_estimates_expires({ date: plainDate(expiresOn, opened.today) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </p>
      <div className={styles.choose}>
        <span className="figures">{money(total, currency)}</span>
        <Button
          aria-describedby={`${id} ${help}`}
          {...(isFirst && { 'data-path': 'estimate' })}
          onClick={() => void use()}
        >
          {m.drafts_estimates_use()}
        </Button>
      </div>
    </div>
  );
}

type LinkedEstimateProps = {
  estimate: EstimateLink;
  /** The same estimate as QuickBooks returned it, while it is among the open ones. */
  read: OpenEstimate | undefined;
};

const reallyTakeBack = (name: string): Promise<boolean> =>
  confirmInHost({
    title: m.drafts_estimates_take_back_title({ estimate: name }),
    description: m.drafts_estimates_take_back_text(),
    okText: m.drafts_estimates_take_back(),
    cancelText: m.common_cancel(),
    okColor: 'negative',
  });

function LinkedEstimate({ estimate, read }: LinkedEstimateProps) {
  const { opened } = useDraft();
  const { state, dispatch } = useEditor();
  const help = useId();
  const problem = useChecked(({ problems }) => {
    const found = problems.find(({ path }) => path === 'estimate');
    return found ? problemSentence(found) : null;
  });
  const { issueDate, total, currency, left, before } = estimate;
  const end = (type: 'estimate_taken_back' | 'estimate_unlinked') => {
    flushSync(() => dispatch({ type }));
    if (!focusField('estimate')) focusField('lines');
  };
  const takeBack = async () => {
    const { document, copiedEstimate } = state.getState();
    const copied = copiedEstimate?.id === estimate.id ? copiedEstimate : read;
    const isUnchanged = copied !== undefined && isAsCopied(document, copied);
    if (isUnchanged || (await reallyTakeBack(estimateName(estimate)))) end('estimate_taken_back');
  };
  return (
    <Notice
      kind={problem === null ? 'info' : 'warning'}
      title={m.drafts_estimates_linked({
        estimate: estimateName(estimate),
        date: plainDate(issueDate, opened.today),
        total: money(total, currency),
      })}
      action={
        <>
          {before ? (
            <Button data-path="estimate" aria-describedby={help} onClick={() => void takeBack()}>
              {m.drafts_estimates_take_back()}
            </Button>
          ) : null}
          <Button
            {...(!before && { 'data-path': 'estimate' })}
            onClick={() => end('estimate_unlinked')}
          >
            {m.editor_fix_unlink_estimate()}
          </Button>
        </>
      }
    >
      <p>{problem ?? m.drafts_estimates_closes()}</p>
      {left > 0 ? <p>{m.drafts_lines_left({ count: left })}</p> : null}
      {before ? (
        <p id={help} className={styles.soft}>
          {m.drafts_estimates_take_back_help()}
        </p>
      ) : null}
    </Notice>
  );
}
