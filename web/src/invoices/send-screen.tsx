import type { Recipients } from '@dealbill/server/shared/contract/recipients';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { confirmInHost } from '../host/dialogs.ts';
import { modalSizes } from '../host/modal-size.ts';
import type { InvoiceContext } from '../host/read-context.ts';
import { useModalAround } from '../host/use-modal-size.ts';
import { api } from '../lib/api.ts';
import { type ApiError, asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { problemSentence } from '../lib/field-messages.ts';
import { fullInstant, money } from '../lib/format.ts';
import { useReconnect } from '../lib/reconnect.ts';
import { useEscape } from '../lib/use-escape.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { PaperPlaneIcon } from '../ui/controls/icons.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { Field, Input } from '../ui/fields/field.tsx';
import { focusField } from '../ui/focus/focus-field.ts';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { CustomerEmailOffer } from './customer-email-offer.tsx';
import { invoicePage, rereadInvoices } from './queries.ts';
import { SendOutcome } from './send-outcome.tsx';
import styles from './send-screen.module.css';

type SendScreenProps = { context: InvoiceContext; invoiceId: string; close: () => void };

/** Sends the invoice through QuickBooks, to its own or another address, with an optional copy. */
export default function SendScreen({ context, invoiceId, close }: SendScreenProps) {
  const page = useQuery(invoicePage(context, invoiceId));
  const around = useModalAround(modalSizes.send);
  useEscape(page.data ? undefined : close);
  return (
    <main ref={around}>
      {page.data ? <SendForm page={page.data} context={context} close={close} /> : null}
      {/* Only before the first response: the invoice may have been sent although reading it again fails. */}
      {page.isLoadingError ? (
        <ErrorScreen error={asApiError(page.error)} retry={page.refetch} />
      ) : null}
      {page.isPending ? <SendSkeleton /> : null}
    </main>
  );
}

function SendSkeleton() {
  return (
    <Skeleton>
      <div className={styles.form}>
        <Bar width={60} height={20} />
        <Bar width={100} height={32} />
      </div>
    </Skeleton>
  );
}

const reallyLeave = (number: string): Promise<boolean> =>
  confirmInHost({
    title: m.invoices_send_leave_title(),
    description: m.invoices_send_leave_text({ number }),
    okText: m.common_close_anyway(),
    cancelText: m.common_stay(),
    okColor: 'negative',
  });

type Page = NonNullable<Awaited<ReturnType<typeof api.invoices.show>>>;

/**
 * The invoice's own recipients. An invoice that was never sent and has no address or no copies starts
 * with those of the customer's last invoice.
 */
const startingRecipients = ({ email, cc, bcc, remembered, deliveredAt }: Page): Recipients => {
  if (!remembered || deliveredAt !== null) return { to: email, cc, bcc };
  const copies = cc === '' && bcc === '' ? remembered : { cc, bcc };
  return { to: email || remembered.to, cc: copies.cc, bcc: copies.bcc };
};

function SendForm({
  page,
  context,
  close,
}: {
  page: Page;
  context: InvoiceContext;
  close: () => void;
}) {
  const { invoice } = page;
  const [start] = useState(() => startingRecipients(page));
  const [to, setTo] = useState(start.to);
  const [cc, setCc] = useState(start.cc);
  const [bcc, setBcc] = useState(start.bcc);
  const [missing, setMissing] = useState(false);
  const [notSent, setNotSent] = useState(invoice.notDone === 'send');
  const send = useMutation({
    mutationFn: (by: Recipients) => api.invoices.send({ context, invoiceId: invoice.id, ...by }),
    // The outcome is shown at once, without waiting for the invoice to reload.
    onSettled: () => {
      void rereadInvoices();
    },
    onError: (thrown) => {
      const [field] = asApiError(thrown).fields;
      // The marks are rendered first, so that screen readers announce the focused field with its
      // error.
      if (field) requestAnimationFrame(() => focusField(field.path));
    },
  });
  /** Where an address comes from that the invoice does not have. */
  const remembered = (own: string, started: string, now: string) =>
    started !== own && now === started ? m.invoices_send_remembered() : undefined;
  const number = invoice.number || m.invoices_without_number();
  const typed = to !== start.to || cc !== start.cc || bcc !== start.bcc;
  const cancel = async () => {
    if (!typed || send.isPending || send.data || (await reallyLeave(number))) close();
  };
  useEscape(send.isPending ? undefined : () => void cancel(), { asks: true });
  if (send.data) {
    const again = () => {
      setNotSent(true);
      send.reset();
      void rereadInvoices();
    };
    return (
      <SendOutcome
        context={context}
        invoice={send.data.invoice}
        to={send.variables.to}
        notSent={again}
        close={close}
      />
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // An empty field must not fall back to the address the user removed.
    setMissing(to.trim() === '');
    if (to.trim() === '') return requestAnimationFrame(() => focusField('to'));
    if (send.isPending) return;
    setNotSent(false);
    send.mutate({ to, cc, bcc });
  };
  const error = send.isError ? asApiError(send.error) : null;
  const fieldError = (path: string) => {
    if (missing && path === 'to' && to.trim() === '') return m.invoices_send_no_email();
    const problem = error?.fields.find((field) => field.path === path);
    return problem && problemSentence(problem);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <h1 className={styles.title}>{m.invoices_send_title({ number })}</h1>
      <p className={styles.text}>
        {m.invoices_send_text({
          customer: invoice.customerName,
          total: money(invoice.total, invoice.currency),
        })}
      </p>
      {page.deliveredAt ? (
        <p className={styles.text}>
          {m.invoices_sent_before({ when: fullInstant(page.deliveredAt) })}
        </p>
      ) : null}
      {notSent ? <Notice kind="warning" title={m.invoices_not_sent()} ref={focusOnMount} /> : null}
      {error && !error.fields?.length ? <SendProblem error={error} again={send.reset} /> : null}
      {start.to === '' ? <p className={styles.text}>{m.invoices_send_none_yet()}</p> : null}
      <div className={styles.addresses}>
        <Field
          label={m.invoices_send_to()}
          help={remembered(page.email, start.to, to)}
          error={fieldError('to')}
          steady
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              multiple
              data-path="to"
              value={to}
              autoFocus
              onChange={(event) => setTo(event.target.value)}
            />
          )}
        </Field>
        <CustomerEmailOffer
          context={context}
          customerId={invoice.customerId}
          to={to}
          use={(email) => {
            setTo(email);
            setMissing(false);
          }}
        />
        <Field
          label={m.editor_cc()}
          optional
          help={remembered(page.cc, start.cc, cc)}
          error={fieldError('cc')}
          steady
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              multiple
              data-path="cc"
              value={cc}
              onChange={(event) => setCc(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={m.editor_bcc()}
          optional
          help={remembered(page.bcc, start.bcc, bcc)}
          error={fieldError('bcc')}
          steady
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              multiple
              data-path="bcc"
              value={bcc}
              onChange={(event) => setBcc(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className={styles.buttons}>
        <Button onClick={cancel}>{m.common_cancel()}</Button>
        <Button variant="primary" type="submit" busy={send.isPending}>
          <PaperPlaneIcon />
          {send.isPending ? m.invoices_sending_now() : m.invoices_send_ok()}
        </Button>
      </div>
    </form>
  );
}

function SendProblem({ error, again }: { error: ApiError; again: () => void }) {
  const reconnect = useReconnect(error, again);
  if (reconnect) return reconnect;
  const { title, text } = messagesFor(error.code, error.details);
  return (
    <Notice kind="error" title={title} ref={focusOnMount}>
      {error.details.said ?? text}
    </Notice>
  );
}
