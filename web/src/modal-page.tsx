import { lazy, Suspense, useState } from 'react';
import { closeModal } from './host/dialogs.ts';
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
  const [view, setView] = useState(() => modalViewOf(place.data));
  if (!place.framed || !view) return <NotInPipedrive />;
  const { dealId } = view;
  return (
    <Suspense fallback={null}>
      {view.show === 'pdf' ? <PdfModal dealId={dealId} invoiceId={view.invoiceId} /> : null}
      {view.show === 'send' ? (
        <SendScreen dealId={dealId} invoiceId={view.invoiceId} close={() => void closeModal()} />
      ) : null}
      {view.show === 'all' || view.show === 'company' ? (
        <AllInvoices
          key={view.show}
          dealId={dealId}
          ofCompany={view.show === 'company'}
          showInvoice={(invoiceId) => setView({ show: 'pdf', dealId, invoiceId })}
        />
      ) : null}
      {view.show === 'add' ? (
        <AddExisting
          dealId={dealId}
          showInvoice={(invoiceId) => setView({ show: 'pdf', dealId, invoiceId })}
        />
      ) : null}
      {view.show === 'form' ? (
        <InvoiceForm
          dealId={dealId}
          draftId={view.draftId ?? null}
          showPdf={(invoiceId) => setView({ show: 'pdf', dealId, invoiceId })}
          close={() => void closeModal()}
        />
      ) : null}
    </Suspense>
  );
}
