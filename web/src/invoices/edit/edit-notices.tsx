import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { ApiError } from '../../lib/api-error.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { fullInstant } from '../../lib/format.ts';
import { useReconnect } from '../../lib/reconnect.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { SupportDetails } from '../../ui/feedback/support-details.tsx';
import { focusOnMount } from '../../ui/focus/focus-on-mount.ts';
import { statusText } from '../status-flag.tsx';
import type { ChangedMeanwhile } from './changed-meanwhile.ts';
import styles from './edit-form.module.css';
import { useEdit, useEditState } from './edit-session.ts';
import type { ProposedLines } from './proposed-lines.ts';

/** Outcome of the last attempt to save, focused when it appears. */
export function EditNotices() {
  const { forget, dispatch } = useEdit();
  const { notice, page } = useEditState((state) => state);
  const connected = () => dispatch({ type: 'notice', notice: null });
  switch (notice?.kind) {
    case 'failed':
      return <Failed error={notice.error} connected={connected} />;
    case 'changed':
      return <Changed rows={notice.rows} />;
    case 'paid':
      return (
        <Notice kind="warning" title={m.invoices_edit_paid_meanwhile_title()} ref={focusOnMount}>
          {m.invoices_edit_paid_meanwhile_text()}
        </Notice>
      );
    case 'not_saved':
      return (
        <Notice kind="warning" title={m.invoices_edit_not_saved_title()} ref={focusOnMount}>
          {m.invoices_edit_not_saved_text()}
        </Notice>
      );
    case 'taken_up':
      return (
        <Notice
          kind="info"
          title={m.invoices_edit_taken_up_title()}
          action={<Button onClick={forget}>{m.invoices_edit_taken_up_forget()}</Button>}
        >
          {notice.withoutLines
            ? m.invoices_edit_taken_up_without_lines()
            : m.invoices_edit_taken_up_text()}
        </Notice>
      );
    case 'proposed':
      return <Proposed {...notice} forget={forget} />;
    case 'gone':
      return (
        <Notice kind="error" title={m.invoices_edit_gone_title()} ref={focusOnMount}>
          {m.invoices_edit_gone_text({ status: statusText(page.invoice.status) })}
        </Notice>
      );
    default:
      return null;
  }
}

/** Warns that the form starts from cached values; saving reads the invoice first. */
export function NotFreshNotice({ page }: { page: InvoicePage }) {
  return (
    <Notice kind="warning" title={m.invoices_not_fresh_title()}>
      {m.invoices_edit_not_fresh_text({ when: fullInstant(page.invoice.readAt) })}
    </Notice>
  );
}

function Failed({ error, connected }: { error: ApiError; connected: () => void }) {
  const reconnect = useReconnect(error, connected);
  const { title, text } = messagesFor(error.code, error.details);
  const { said } = error.details;
  if (reconnect) return reconnect;
  return (
    <Notice kind="error" title={title} ref={focusOnMount}>
      {said ? <p>{m.errors_said({ message: said })}</p> : <p>{text}</p>}
      {error.fields.length > 0 ? <p>{m.invoices_edit_refused_fields()}</p> : null}
      <p>{m.invoices_edit_kept_text()}</p>
      <SupportDetails error={error} />
    </Notice>
  );
}

function Changed({ rows }: { rows: ChangedMeanwhile[] }) {
  return (
    <Notice kind="warning" title={m.invoices_edit_changed_title()} ref={focusOnMount}>
      <p>{m.invoices_edit_changed_text()}</p>
      {rows.length > 0 ? (
        <table className={styles.compared}>
          <thead>
            <tr>
              <th scope="col">{m.invoices_edit_what()}</th>
              <th scope="col">{m.invoices_edit_changed_was()}</th>
              <th scope="col">{m.invoices_edit_changed_now()}</th>
              <th scope="col">{m.invoices_edit_changed_yours()}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, was, now, yours }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td>{was ?? m.invoices_edit_nothing()}</td>
                <td>{now ?? m.invoices_edit_nothing()}</td>
                <td>
                  {yours === undefined
                    ? m.invoices_edit_changed_taken()
                    : (yours ?? m.invoices_edit_nothing())}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Notice>
  );
}

type ProposedProps = { of: ProposedLines; applied: boolean; forget: () => void };

function Proposed({ of, applied, forget }: ProposedProps) {
  if (!applied) {
    return (
      <Notice kind="warning" title={m.drift_not_applied_title()}>
        {m.drift_not_applied_text()}
      </Notice>
    );
  }
  return (
    <Notice
      kind="info"
      title={of === 'deal' ? m.drift_applied_deal_title() : m.drift_applied_invoice_title()}
      action={<Button onClick={forget}>{m.drift_discard()}</Button>}
    >
      {m.drift_applied_text()}
    </Notice>
  );
}
