import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { InvoicePlace } from '../host/read-place.ts';
import { asApiError } from '../lib/api-error.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { ErrorScreen } from '../ui/error-screen.tsx';
import { DownloadIcon, ExternalIcon } from '../ui/icons.tsx';
import { Bar, Skeleton } from '../ui/skeleton.tsx';
import { m } from '../words/compiled/messages.js';
import { InvoiceDetails } from './invoice-details.tsx';
import { InvoiceFacts } from './invoice-facts.tsx';
import styles from './invoice-view.module.css';
import { fetchPdf, fileName, saveAs } from './pdf-file.ts';
import { invoicePage } from './queries.ts';

const PdfPages = lazy(() => import('./pdf-pages.tsx'));

export type InvoiceViewProps = {
  invoiceId: string;
  place: InvoicePlace;
  /** Back to the list it was opened from. */
  back?: (() => void) | undefined;
};

/** One invoice: its figures and what became of it, beside the paper its customer gets. */
export function InvoiceView({ invoiceId, place, back }: InvoiceViewProps) {
  const pdf = useQuery({
    queryKey: ['invoice-pdf', place, invoiceId],
    queryFn: ({ signal }) => fetchPdf(place, invoiceId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const page = useQuery(invoicePage(place, invoiceId));
  const invoice = page.data?.invoice;
  return (
    <main className={styles.view}>
      <header className={styles.header}>
        {page.data ? (
          <InvoiceFacts invoice={page.data.invoice} today={page.data.today} />
        ) : (
          <div className={styles.room} />
        )}
        <div className={styles.buttons}>
          {back ? <Button onClick={back}>{m.invoices_back()}</Button> : null}
          <Button
            look="primary"
            disabled={!pdf.data}
            onClick={() => pdf.data && saveAs(pdf.data, fileName(invoice?.number ?? ''))}
          >
            <DownloadIcon />
            {m.invoices_download()}
          </Button>
          {invoice ? (
            <ButtonLink href={invoice.openUrl} target="_blank" rel="noreferrer">
              {m.invoices_open_in_quickbooks()}
              <ExternalIcon />
              <span className="unseen">{m.common_opens_new_tab()}</span>
            </ButtonLink>
          ) : null}
        </div>
      </header>
      <div className={styles.beside}>
        <div className={styles.told}>
          {page.data ? <InvoiceDetails page={page.data} /> : null}
          {page.isError ? (
            <ErrorScreen error={asApiError(page.error)} retry={() => page.refetch()} />
          ) : null}
          {page.isPending ? <PaperSkeleton /> : null}
        </div>
        <div className={styles.paper}>
          {pdf.isError ? (
            <ErrorScreen error={asApiError(pdf.error)} retry={() => pdf.refetch()} />
          ) : null}
          {pdf.isPending ? <PaperSkeleton /> : null}
          {pdf.data ? (
            <Suspense fallback={<PaperSkeleton />}>
              <PdfPages file={pdf.data} />
            </Suspense>
          ) : null}
        </div>
      </div>
    </main>
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
