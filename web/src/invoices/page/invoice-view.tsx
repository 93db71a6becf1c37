import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { ModalView } from '../../host/modal-view.ts';
import type { InvoiceContext } from '../../host/read-context.ts';
import { asApiError } from '../../lib/api-error.ts';
import { isSolvedByConnecting } from '../../lib/reconnect.ts';
import { m } from '../../messages/compiled/messages.js';
import { CloudOffIcon, DashedIcon } from '../../ui/controls/icons.tsx';
import { ChangedTexts } from '../../ui/feedback/changed-texts.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../../ui/feedback/error-screen.tsx';
import { Bar, Skeleton } from '../../ui/feedback/skeleton.tsx';
import { fetchPdf } from '../pdf-file.ts';
import { usePendingAction } from '../pending-actions.ts';
import { invoicePage, rereadInvoices } from '../queries.ts';
import { useResolving } from '../use-resolving.ts';
import { DriftNotice } from './drift-notice.tsx';
import { InvoiceDetails } from './invoice-details.tsx';
import { InvoiceHeader } from './invoice-header.tsx';
import { InvoiceNotices, saysNotFresh } from './invoice-notices.tsx';
import styles from './invoice-view.module.css';
import { useLiveInvoice } from './use-live-invoice.ts';

const PdfPages = lazy(() => import('./pdf-pages.tsx'));

type InvoiceViewProps = {
  invoiceId: string;
  context: InvoiceContext;
  /** Returns to the list it was opened from. */
  back: (() => void) | undefined;
  /** Opens another screen of ours, which leads back here. */
  show: (view: ModalView) => void;
};

/** One invoice: figures, payments and history, beside the PDF its customer gets. */
export default function InvoiceView({ invoiceId, context, back, show }: InvoiceViewProps) {
  const page = useQuery(invoicePage(context, invoiceId));
  const invoice = page.data?.invoice;
  const checking = typeof invoice?.checking === 'string';
  useResolving({ context, invoiceId, waiting: checking }, rereadInvoices);
  const pendingAction = usePendingAction(invoiceId);
  useLiveInvoice(context, invoiceId, page.data);
  const deleted = invoice?.status === 'deleted';
  const pdf = useQuery({
    queryKey: ['invoice-pdf', context, invoiceId],
    queryFn: ({ signal }) => fetchPdf(context, invoiceId, signal),
    enabled: !deleted,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const readAgain = () => {
    page.refetch();
    if (pdf.isError) pdf.refetch();
  };
  const wantsConsent = pdf.isError && isSolvedByConnecting(asApiError(pdf.error));
  // The PDF fails for the same reason as the figures, so one message and one button are enough.
  const toldBeside =
    page.isError || (page.data !== undefined && saysNotFresh({ page: page.data, pendingAction }));
  return (
    <main className={styles.view}>
      <InvoiceHeader
        page={page.data}
        context={context}
        pdf={pdf.data}
        back={back}
        show={show}
        pendingAction={pendingAction}
      />
      <div className={styles.beside}>
        <div className={styles.details}>
          {page.data ? (
            <>
              <InvoiceNotices
                page={page.data}
                pendingAction={pendingAction}
                sendAgain={() => show({ show: 'send', context, invoiceId })}
                readAgain={wantsConsent ? undefined : readAgain}
              />
              <DriftNotice
                drift={page.data.drift}
                compare={() => show({ show: 'drift', context, invoiceId })}
              />
              {page.data.texts.length > 0 ? (
                <div className={styles.notice}>
                  <ChangedTexts texts={page.data.texts} />
                </div>
              ) : null}
              <InvoiceDetails page={page.data} />
            </>
          ) : null}
          {page.isError ? <ErrorScreen error={asApiError(page.error)} retry={readAgain} /> : null}
          {page.isPending ? <PaperSkeleton /> : null}
        </div>
        <div className={styles.paper}>
          {deleted ? (
            <EmptyState icon={<DashedIcon />} title={m.invoices_deleted_paper_title()}>
              {m.invoices_deleted_paper_text()}
            </EmptyState>
          ) : (
            <Paper
              file={pdf.data}
              error={pdf.error}
              retry={toldBeside && !wantsConsent ? undefined : () => void readAgain()}
            />
          )}
        </div>
      </div>
    </main>
  );
}

type PaperProps = {
  file: Blob | undefined;
  error: Error | null;
  /** Absent where the same error is shown beside it. */
  retry: (() => void) | undefined;
};

function Paper({ file, error, retry }: PaperProps) {
  if (file) {
    return (
      <Suspense fallback={<PaperSkeleton />}>
        <PdfPages file={file} />
      </Suspense>
    );
  }
  if (!error) return <PaperSkeleton />;
  if (retry) return <ErrorScreen error={asApiError(error)} retry={retry} />;
  return (
    <EmptyState icon={<CloudOffIcon />} title={m.invoices_pdf_away_title()}>
      {m.invoices_pdf_away_text()}
    </EmptyState>
  );
}

function PaperSkeleton() {
  return (
    <Skeleton>
      <div className={styles.sheet}>
        <Bar width={30} height={20} />
        <Bar width={45} />
        <Bar width={100} height={120} />
        <Bar width={60} />
      </div>
    </Skeleton>
  );
}
