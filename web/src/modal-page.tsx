import { lazy, Suspense, useState } from 'react';
import { closeModal, type ModalData } from './host/dialogs.ts';
import { place } from './host/place.ts';
import { modalViewOf } from './modal-view.ts';
import { NotInPipedrive } from './not-in-pipedrive.tsx';

const InvoiceForm = lazy(() => import('./drafts/invoice-form.tsx'));
const PdfModal = lazy(() => import('./invoices/pdf-modal.tsx'));
const AllInvoices = lazy(() => import('./links/all-invoices.tsx'));
const AddExisting = lazy(() => import('./links/add-existing.tsx'));
const SendScreen = lazy(() => import('./invoices/send-screen.tsx'));

/** Our one registered modal: what it shows is in `data`, and it moves on in place. */
export default function ModalPage() {
  // A list shows invoices of no deal as well: they are reached as the company's, and lead back to it.
  const [{ view, from }, setView] = useState<{ view: ModalData | null; from: ModalData | null }>(
    () => ({ view: modalViewOf(place.data), from: null }),
  );
  if (!place.framed || !view) return <NotInPipedrive />;
  const { dealId } = view;
  const showInvoice = (invoiceId: string) =>
    setView({ view: { show: 'pdf', dealId, invoiceId }, from: view });
  return (
    <Suspense fallback={null}>
      {view.show === 'pdf' ? (
        <PdfModal
          dealId={dealId}
          invoiceId={view.invoiceId}
          place={from ? { of: 'company' } : { of: 'deal', id: dealId }}
          back={from ? () => setView({ view: from, from: null }) : undefined}
        />
      ) : null}
      {view.show === 'send' ? (
        <SendScreen dealId={dealId} invoiceId={view.invoiceId} close={() => void closeModal()} />
      ) : null}
      {view.show === 'all' || view.show === 'company' ? (
        <AllInvoices
          key={view.show}
          dealId={dealId}
          ofCompany={view.show === 'company'}
          showInvoice={showInvoice}
        />
      ) : null}
      {view.show === 'add' ? <AddExisting dealId={dealId} showInvoice={showInvoice} /> : null}
      {view.show === 'form' ? (
        <InvoiceForm
          dealId={dealId}
          draftId={view.draftId ?? null}
          showPdf={(invoiceId) => setView({ view: { show: 'pdf', dealId, invoiceId }, from: null })}
          close={() => void closeModal()}
        />
      ) : null}
    </Suspense>
  );
}
