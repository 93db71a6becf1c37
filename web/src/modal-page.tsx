import { lazy, Suspense, useState } from 'react';
import { closeModal, type ModalData } from './host/dialogs.ts';
import { place } from './host/place.ts';

const InvoiceForm = lazy(() => import('./drafts/invoice-form.tsx'));

type View = ModalData | null;

const viewOf = (data: Record<string, unknown>): View => {
  const dealId = Number(data.dealId);
  if (!Number.isSafeInteger(dealId) || dealId <= 0) return null;
  if (data.show === 'pdf' && typeof data.invoiceId === 'string') {
    return { show: 'pdf', dealId, invoiceId: data.invoiceId };
  }
  const draftId = typeof data.draftId === 'string' ? { draftId: data.draftId } : {};
  return { show: 'form', dealId, ...draftId };
};

/** Our one registered modal: what it shows is in `data`, and it moves on in place. */
export default function ModalPage() {
  const [view, setView] = useState<View>(() => viewOf(place.data));
  if (view?.show !== 'form') return null;
  return (
    <Suspense fallback={null}>
      <InvoiceForm
        dealId={view.dealId}
        draftId={view.draftId ?? null}
        showPdf={(invoiceId) => setView({ show: 'pdf', dealId: view.dealId, invoiceId })}
        close={() => closeModal()}
      />
    </Suspense>
  );
}
