import { lazy, Suspense, useState } from 'react';
import { closeModal } from './host/dialogs.ts';
import { type ModalView, modalViewOf } from './host/modal-view.ts';
import { place } from './host/place.ts';
import { NotInPipedrive } from './not-in-pipedrive.tsx';

const InvoiceForm = lazy(() => import('./drafts/invoice-form.tsx'));
const InvoiceModal = lazy(() => import('./invoices/invoice-modal.tsx'));
const AllInvoices = lazy(() => import('./links/all-invoices.tsx'));
const AddExisting = lazy(() => import('./links/add-existing.tsx'));
const SendScreen = lazy(() => import('./invoices/send-screen.tsx'));

/** Our one registered modal: what it shows is in `data`, and it moves on in place. */
export default function ModalPage() {
  const [views, setViews] = useState(() => {
    const first = modalViewOf(place.data);
    return first ? [first] : [];
  });
  const view = views.at(-1);
  if (!place.framed || !view) return <NotInPipedrive />;
  const back = views.length > 1 ? () => setViews(views.slice(0, -1)) : undefined;
  return (
    <Suspense fallback={null}>
      <Shown
        view={view}
        back={back}
        goOn={(next) => setViews([...views, next])}
        goTo={(next) => setViews([next])}
      />
    </Suspense>
  );
}

type ShownProps = {
  view: ModalView;
  /** To the view this one was opened from. */
  back: (() => void) | undefined;
  /** To a view that leads back here. */
  goOn: (next: ModalView) => void;
  /** To a view that takes the place of this one. */
  goTo: (next: ModalView) => void;
};

const close = (): void => void closeModal();

function Shown({ view, back, goOn, goTo }: ShownProps) {
  // Lists show invoices of no deal as well: they are reached as the company's.
  const showListed = (invoiceId: string) =>
    goOn({ show: 'invoice', place: { of: 'company' }, invoiceId });
  switch (view.show) {
    case 'form': {
      const at = { of: 'deal', id: view.dealId } as const;
      return (
        <InvoiceForm
          dealId={view.dealId}
          draftId={view.draftId ?? null}
          showPdf={(invoiceId) => goTo({ show: 'invoice', place: at, invoiceId })}
          close={close}
        />
      );
    }
    case 'invoice':
      return <InvoiceModal place={view.place} invoiceId={view.invoiceId} back={back} />;
    case 'send':
      return <SendScreen place={view.place} invoiceId={view.invoiceId} close={close} />;
    case 'all':
      return <AllInvoices place={view.place} showInvoice={showListed} />;
    case 'company':
      return <AllInvoices place={{ of: 'company' }} showInvoice={showListed} />;
    case 'add':
      return <AddExisting place={view.place} showInvoice={showListed} />;
  }
}
