import type { WebErrorCode } from '../../lib/api-error.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { CheckIcon, WarningIcon } from '../../ui/controls/icons.tsx';
import { counted } from '../sums/counted.ts';
import styles from './linking-result.module.css';
import type { Done, Linking, Outcome } from './use-linking.ts';

type Failed = Extract<Outcome, { kind: 'failed' }>;

const doneText = ({ kind, invoiceIds, missing }: Done): string => {
  const count = invoiceIds.length;
  const words =
    kind === 'link'
      ? m.invoice_list_linked(counted(count))
      : m.invoice_list_unlinked(counted(count));
  return missing > 0 ? `${words} ${m.invoice_list_missing(counted(missing))}` : words;
};

/** After these errors it is unknown whether the request was carried out. */
const silent = new Set<WebErrorCode>(['offline', 'internal', 'not_recorded']);

/** The part done before the failure; empty when nothing was done. */
const partWords = ({ of, error, done, leftInvoiceIds }: Failed): string => {
  const rest = counted(leftInvoiceIds.length);
  if (of === 'undo') return m.invoice_list_not_undone(rest);
  if (done.invoiceIds.length === 0) return '';
  const others = silent.has(error.code)
    ? m.invoice_list_not_sure(rest)
    : m.invoice_list_not_done(rest);
  return `${doneText(done)} ${others}`;
};

/** The part that can be undone now. */
const undoable = (outcome: Linking['outcome']): Done | null =>
  outcome && outcome.kind !== 'undone' && outcome.done.invoiceIds.length > 0 ? outcome.done : null;

/** Outcome of linking below the list, with *Undo*; it stays until the next action. */
export function LinkingResult({ linking: { outcome, undo, busy } }: { linking: Linking }) {
  const done = undoable(outcome);
  return (
    <div role="status">
      {outcome ? (
        <div className={outcome.kind === 'failed' ? `${styles.bar} ${styles.failed}` : styles.bar}>
          {outcome.kind === 'failed' ? <WarningIcon /> : <CheckIcon />}
          {outcome.kind === 'done' ? <span>{doneText(outcome.done)}</span> : null}
          {outcome.kind === 'undone' ? <span>{m.invoice_list_undone()}</span> : null}
          {outcome.kind === 'failed' ? <Failure failed={outcome} /> : null}
          {done ? (
            <Button variant="quiet" busy={busy.size > 0} onClick={() => undo(done)}>
              {m.invoice_list_undo()}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Failure({ failed }: { failed: Failed }) {
  const { title, text } = messagesFor(failed.error.code, failed.error.details);
  return (
    <span>
      <b>{title}</b> {text} {partWords(failed)}
    </span>
  );
}
