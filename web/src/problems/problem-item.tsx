import { useMutation, useQueryClient } from '@tanstack/react-query';
import { goToSettings } from '../host/dialogs.ts';
import type { ModalView } from '../host/modal-view.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { fullInstant } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { WarningIcon } from '../ui/controls/icons.tsx';
import { DealLink } from './deal-link.tsx';
import { problemTexts, saidText } from './problem-texts.ts';
import styles from './problems.module.css';
import { type Problem, problemsKey } from './queries.ts';
import { partyText } from './record-names.ts';

type ProblemItemProps = {
  problem: Problem;
  /** Whether this user owns the connection. */
  isOwner: boolean;
  retry: () => void;
  isRetrying: boolean;
  /** Feedback of the last retry. */
  retryText: string;
  show: (view: ModalView) => void;
};

/** One problem: what, where, since when, why, what to do, and the actions on it. */
export function ProblemItem(props: ProblemItemProps) {
  const { problem, isOwner, retry, isRetrying, retryText, show } = props;
  const { title, text } = problemTexts(problem, { isOwner });
  const said = saidText(problem);
  const setting = useSetting(problem);
  const open = openerOf(problem, show);
  return (
    <li className={styles.item}>
      <WarningIcon className={styles.icon} />
      <div className={styles.body}>
        <h2 className={styles.name}>{title}</h2>
        <p>{text}</p>
        {said ? <p className={styles.soft}>{said}</p> : null}
        <Facts problem={problem} />
        <p role="status" className={styles.feedback}>
          {isRetrying ? m.problems_retrying() : retryText}
        </p>
        {setting.failure ? <p className={styles.failure}>{setting.failure}</p> : null}
      </div>
      <div className={styles.actions}>
        {problem.canRetry && !problem.isIgnored ? (
          <Button busy={isRetrying} onClick={retry}>
            {m.problems_retry()}
          </Button>
        ) : null}
        {open ? <Button onClick={open.run}>{open.label}</Button> : null}
        {problem.canIgnore ? (
          <Button variant="quiet" busy={setting.isPending} onClick={setting.toggle}>
            {problem.isIgnored ? m.problems_restore() : m.problems_ignore()}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function Facts({ problem: { invoice, deal, party, since } }: { problem: Problem }) {
  if (!(invoice || deal || party || since)) return null;
  return (
    <p className={styles.facts}>
      {invoice ? (
        <span>
          {invoice.number
            ? m.problems_invoice({ number: invoice.number })
            : m.invoices_without_number()}
          {invoice.customer ? `, ${invoice.customer}` : ''}
        </span>
      ) : null}
      {deal ? <DealLink deal={deal} /> : null}
      {party ? (
        <a href={party.url} target="_top" rel="noreferrer">
          {partyText(party)}
        </a>
      ) : null}
      {since ? (
        <time dateTime={since}>{m.problems_since({ when: fullInstant(since) })}</time>
      ) : null}
    </p>
  );
}

/** Ignores the problem, or lists it again. */
const useSetting = ({ id, fingerprint, isIgnored }: Problem) => {
  const queryClient = useQueryClient();
  const setting = useMutation({
    mutationFn: () =>
      isIgnored ? api.problems.restore({ id }) : api.problems.ignore({ id, fingerprint }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: problemsKey }),
  });
  const { code, details } = setting.isError
    ? asApiError(setting.error)
    : { code: null, details: {} };
  const reason = code && code !== 'not_found' ? messagesFor(code, details).title : null;
  return {
    isPending: setting.isPending,
    toggle: () => setting.mutate(),
    failure:
      reason &&
      (isIgnored ? m.problems_restore_failed({ reason }) : m.problems_ignore_failed({ reason })),
  };
};

type Opener = { label: string; run: () => void };

/** Opens where the user can look into the problem; null when there is no such place. */
const openerOf = (problem: Problem, show: (view: ModalView) => void): Opener | null => {
  const { kind, draftId, deal, party, invoice } = problem;
  if (kind === 'field')
    return { label: m.problems_open_settings(), run: () => void goToSettings() };
  if (draftId && deal) {
    const view: ModalView = { show: 'form', dealId: deal.id, draftId };
    return { label: m.problems_open_draft(), run: () => show(view) };
  }
  if (party) {
    const { of, id } = party;
    const view: ModalView = { show: 'customer', context: { of, id } };
    return { label: m.problems_open_customer(), run: () => show(view) };
  }
  if (!invoice) return null;
  const view: ModalView = { show: 'invoice', context: { of: 'company' }, invoiceId: invoice.id };
  return { label: m.problems_open_invoice(), run: () => show(view) };
};
