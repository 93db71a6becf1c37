import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { useQuery } from '@tanstack/react-query';
import { showSnackbar } from '../../host/dialogs.ts';
import type { InvoiceContext } from '../../host/read-context.ts';
import { api } from '../../lib/api.ts';
import { asApiError } from '../../lib/api-error.ts';
import { useEscape } from '../../lib/use-escape.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../../ui/feedback/error-screen.tsx';
import { Bar, Skeleton } from '../../ui/feedback/skeleton.tsx';
import { checkingOf } from '../action-labels.ts';
import { rereadInvoices } from '../queries.ts';
import { statusText } from '../status-flag.tsx';
import styles from './edit-form.module.css';
import { EditForm } from './edit-form.tsx';
import { type ProposedLines, withProposed } from './proposed-lines.ts';

type EditScreenProps = {
  context: InvoiceContext;
  invoiceId: string;
  /** Starts with the lines of the deal, or with those before an edit in QuickBooks. */
  lines: ProposedLines | null;
  /** Shows the invoice's own page. */
  showInvoice: () => void;
  /** Returns to where the edit was opened from. */
  leave: () => void;
};

/** Edits an invoice in the modal, starting from its current state in QuickBooks. */
export default function EditScreen(props: EditScreenProps) {
  const { context, invoiceId, lines, showInvoice, leave } = props;
  const { data, error, refetch } = useQuery({
    queryKey: ['invoice-edit', context, invoiceId, lines],
    queryFn: async ({ signal }) => {
      const page = await api.invoices.show({ context, invoiceId }, { signal });
      return lines === null
        ? { page, proposed: null }
        : withProposed(page, lines, await api.drift.proposal({ context, invoiceId, of: lines }));
    },
    // The form's initial values come from this response, so it must not be refetched in the
    // background.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  const editing = data?.page.invoice.can.includes('edit') && !error;
  useEscape(editing ? undefined : leave);
  const saved = async () => {
    const number = data?.page.invoice.number || m.invoices_without_number();
    await rereadInvoices();
    showSnackbar(m.invoices_edit_saved({ number })).catch(() => {});
    showInvoice();
  };
  if (error) {
    return (
      <main>
        <ErrorScreen error={asApiError(error)} retry={refetch} />
      </main>
    );
  }
  if (!data) return <EditSkeleton />;
  if (!editing) return <NotNow page={data.page} leave={leave} />;
  return <EditForm context={context} opened={data} saved={saved} leave={leave} />;
}

const whyNot = ({ invoice }: InvoicePage): string => {
  if (invoice.checking) return checkingOf(invoice, invoice.checking).title;
  // An open invoice that accepts no change has a broken connection.
  if (invoice.status === 'voided' || invoice.status === 'deleted') {
    return m.invoices_edit_not_now_status({ status: statusText(invoice.status) });
  }
  return m.invoices_edit_not_now_connection();
};

function NotNow({ page, leave }: { page: InvoicePage; leave: () => void }) {
  return (
    <main>
      <EmptyState
        icon={<WarningIcon />}
        heading="h1"
        title={m.invoices_edit_not_now_title()}
        action={<Button onClick={leave}>{m.common_done()}</Button>}
      >
        {whyNot(page)}
      </EmptyState>
    </main>
  );
}

function EditSkeleton() {
  return (
    <Skeleton>
      <div className={styles.main}>
        <Bar width={30} height={20} />
        <Bar width={100} height={32} />
        <Bar width={100} height={72} />
        <Bar width={100} height={160} />
      </div>
    </Skeleton>
  );
}
