import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { showSnackbar } from '../host/dialogs.ts';
import type { ModalView } from '../host/modal-view.ts';
import type { InvoiceContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';
import { type ApiError, asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button, ButtonLink } from '../ui/controls/button.tsx';
import { TickCircleIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { Section } from '../ui/layout/section.tsx';
import { DealChoices, EditedChoices } from './drift-choices.tsx';
import styles from './drift-screen.module.css';
import { DriftTable } from './drift-table.tsx';

type DriftPage = Answer<'drift', 'show'>;
type Side = 'deal' | 'invoice';

type DriftScreenProps = {
  context: InvoiceContext;
  invoiceId: string;
  back: (() => void) | undefined;
  close: () => void;
  /** Replaces this screen by another one. */
  goTo: (view: ModalView) => void;
  /** Reads again what is shown of invoices. */
  changed: () => Promise<void>;
};

/** What differs between a deal, its invoice and QuickBooks, and what to do with it. */
export default function DriftScreen({
  context,
  invoiceId,
  back,
  close,
  goTo,
  changed,
}: DriftScreenProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['drift', context, invoiceId],
    queryFn: ({ signal }) => api.drift.show({ context, invoiceId }, { signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const [keeping, setKeeping] = useState<Side | null>(null);
  const [refused, setRefused] = useState<ApiError | null>(null);
  const keep = async (of: Side, seen: string) => {
    setKeeping(of);
    setRefused(null);
    try {
      await api.drift.keep({ context, invoiceId, of, seen });
      void showSnackbar(m.drift_kept());
      await Promise.all([refetch(), changed()]);
    } catch (thrown) {
      setRefused(asApiError(thrown));
      await refetch();
    } finally {
      setKeeping(null);
    }
  };
  const update = (lines: Side) => goTo({ show: 'edit', context, invoiceId, lines });
  const bill = (dealId: number) => goTo({ show: 'form', dealId, difference: true });
  if (error && !data) {
    return (
      <main>
        <ErrorScreen error={asApiError(error)} retry={refetch} />
      </main>
    );
  }
  if (!data) return <DriftSkeleton />;
  const { deal, edited } = data;
  return (
    <main className={styles.page}>
      <Header page={data} back={back} />
      {refused ? <Refused error={refused} /> : null}
      {data.fresh ? null : (
        <Notice kind="warning" title={m.drift_not_fresh_title()}>
          {m.drift_not_fresh_text()}
        </Notice>
      )}
      {deal ? (
        <Section title={m.drift_deal()}>
          <DriftTable {...deal} text={dealText(deal)} />
          <DealChoices
            deal={deal}
            busy={keeping === 'deal'}
            keep={() => void keep('deal', deal.seen)}
            update={() => update('deal')}
            bill={() => bill(deal.dealId)}
          />
        </Section>
      ) : null}
      {edited ? (
        <Section title={m.drift_invoice()}>
          <DriftTable {...edited} text={m.drift_invoice_text()} />
          <EditedChoices
            state={edited.update}
            busy={keeping === 'invoice'}
            keep={() => void keep('invoice', edited.seen)}
            restore={() => update('invoice')}
          />
        </Section>
      ) : null}
      {deal || edited ? null : (
        <EmptyState
          icon={<TickCircleIcon />}
          title={m.drift_none_title()}
          action={<Button onClick={back ?? close}>{m.common_done()}</Button>}
        >
          {m.drift_none_text()}
        </EmptyState>
      )}
    </main>
  );
}

const dealText = ({ title, invoices }: NonNullable<DriftPage['deal']>): string =>
  invoices > 1
    ? m.drift_deal_several({ deal: title, count: invoices })
    : m.drift_deal_text({ deal: title });

function Header({ page, back }: { page: DriftPage; back: (() => void) | undefined }): ReactNode {
  const { number, customerName, total, currency, openUrl } = page.invoice;
  return (
    <header className={styles.header}>
      <div className={styles.heading}>
        <h1 className={styles.title} tabIndex={-1} ref={focusOnMount}>
          {m.drift_title({ number: number || m.invoices_without_number() })}
        </h1>
        <p className={styles.soft}>
          {customerName} · {money(total, currency)}
        </p>
      </div>
      <div className={styles.links}>
        {back ? <Button onClick={back}>{m.invoices_back()}</Button> : null}
        <ButtonLink href={openUrl} target="_blank" rel="noopener">
          {m.invoices_open_in_quickbooks()}
        </ButtonLink>
      </div>
    </header>
  );
}

function Refused({ error }: { error: ApiError }) {
  const { title, text } = messagesFor(error.code, error.details);
  return (
    <Notice kind="error" title={title} ref={focusOnMount}>
      {text}
    </Notice>
  );
}

function DriftSkeleton() {
  return (
    <Skeleton>
      <div className={styles.page}>
        <Bar width={40} height={20} />
        <Bar width={100} height={120} />
        <Bar width={100} height={64} />
      </div>
    </Skeleton>
  );
}
