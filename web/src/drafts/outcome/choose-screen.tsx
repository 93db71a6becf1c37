import type { DraftStatus } from '@dealbill/server/contract/drafts';
import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { asApiError, type WebErrorCode } from '../../lib/api-error.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { fullDate, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button, ButtonLink } from '../../ui/controls/button.tsx';
import { ExternalIcon, QuestionIcon } from '../../ui/controls/icons.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import styles from './screen.module.css';
import { Screen } from './screen.tsx';

type ChooseScreenProps = {
  status: DraftStatus;
  /** Customer and total of the form. */
  summary: string;
  accept: (status: DraftStatus) => void;
  close: () => void;
};

/**
 * Asks which of the candidate invoices in QuickBooks this draft became, or none, when its lookup
 * could not decide.
 */
export function ChooseScreen({ status, summary, accept, close }: ChooseScreenProps) {
  const choose = useMutation({
    mutationFn: (invoiceId: string | null) => choiceOf(status.id, invoiceId),
    onSuccess: accept,
  });
  const nothing = status.found.length === 0;
  return (
    <Screen
      icon={<QuestionIcon />}
      mood="waiting"
      title={nothing ? m.drafts_choose_nothing_title() : m.drafts_choose_title()}
      actions={
        <>
          <Button busy={choose.isPending} onClick={() => choose.mutate(null)}>
            {nothing ? m.drafts_choose_nothing_back() : m.drafts_choose_none()}
          </Button>
          <Button variant="quiet" onClick={close}>
            {m.drafts_close()}
          </Button>
        </>
      }
    >
      <p>{nothing ? m.drafts_choose_nothing_text() : m.drafts_choose_text()}</p>
      <p className={styles.soft}>{summary}</p>
      {choose.isError ? (
        <Notice kind="error" title={messagesFor(asApiError(choose.error).code).title}>
          {messagesFor(asApiError(choose.error).code).text}
        </Notice>
      ) : null}
      {nothing ? (
        <>
          <p>{m.drafts_choose_nothing_there()}</p>
          <p>{m.drafts_choose_nothing_not_there()}</p>
        </>
      ) : (
        <>
          <ul className={styles.found}>
            {status.found.map((invoice) => (
              <Found
                key={invoice.id}
                invoice={invoice}
                busy={choose.isPending}
                choose={() => choose.mutate(invoice.id)}
              />
            ))}
          </ul>
          <p className={styles.soft}>{m.drafts_choose_none_help()}</p>
        </>
      )}
    </Screen>
  );
}

/** The question was answered elsewhere, or the candidates have changed. */
const overtaken = new Set<WebErrorCode>(['draft_busy', 'not_found']);

/** The draft's status after the choice, also when the question was answered elsewhere. */
const choiceOf = async (draftId: string, invoiceId: string | null): Promise<DraftStatus> => {
  try {
    return await api.drafts.choose({ draftId, invoiceId });
  } catch (error) {
    if (!overtaken.has(asApiError(error).code)) throw error;
    return api.drafts.status({ draftId });
  }
};

type FoundProps = { invoice: InvoiceRow; busy: boolean; choose: () => void };

function Found({ invoice, busy, choose }: FoundProps) {
  const number = invoice.number || m.drafts_no_number();
  return (
    <li className={styles.foundRow}>
      <div className={`${styles.foundFacts} figures`}>
        <p>
          <span className={styles.number}>{number}</span> {money(invoice.total, invoice.currency)}
        </p>
        <p className={styles.soft}>
          {invoice.customerName} · {fullDate(invoice.issueDate)}
        </p>
      </div>
      <ButtonLink href={invoice.openUrl} target="_blank" rel="noreferrer">
        {m.drafts_created_open()}
        <ExternalIcon />
        <span className="unseen">{m.common_opens_new_tab()}</span>
      </ButtonLink>
      <Button
        variant="primary"
        busy={busy}
        aria-label={m.drafts_choose_this_named({ number })}
        onClick={choose}
      >
        {m.drafts_choose_this()}
      </Button>
    </li>
  );
}
