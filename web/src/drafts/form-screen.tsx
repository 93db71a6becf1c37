import { EditorLayout } from '../editor/editor-layout.tsx';
import { LinesSection } from '../editor/line-editor/lines-section.tsx';
import { TotalsCard } from '../editor/totals-card.tsx';
import { modalSizes } from '../host/modal-size.ts';
import { useModalSize } from '../host/use-modal-size.ts';
import { useEscape } from '../lib/use-escape.ts';
import { closingOf } from './close-form.ts';
import { CustomerSection } from './customer/customer-section.tsx';
import { NewInvoiceDetails } from './details/new-invoice-details.tsx';
import { useDraft, useDraftState } from './draft-session.ts';
import { Estimates } from './estimates/estimates.tsx';
import { FormFooter } from './form-footer.tsx';
import { FormHeader } from './form-header.tsx';
import { FormNotices } from './form-notices.tsx';
import { LeftOnDeal } from './preflight/left-to-bill.tsx';
import { Preflight } from './preflight/preflight.tsx';
import { RecurringNotice } from './recurring-notice.tsx';
import { RepeatLast } from './repeat-last.tsx';

type FormScreenProps = {
  close: () => void;
  reload: () => void;
  startFresh: () => void;
  showPlan: () => void;
};

/** The form: customer, details and lines, beside totals and preflight checks. */
export function FormScreen({ close, reload, startFresh, showPlan }: FormScreenProps) {
  const session = useDraft();
  const creating = useDraftState((state) => state.creating);
  const { cancel, discard } = closingOf(session, close);
  // Also restores the size when the user returns from a smaller screen.
  useModalSize(modalSizes.form);
  useEscape(creating ? undefined : () => void cancel(), { asks: true });
  return (
    <EditorLayout
      inert={creating}
      onward={() => void session.create()}
      header={
        <>
          <FormHeader startFresh={startFresh} />
          <FormNotices reload={reload} />
          <RecurringNotice showPlan={showPlan} />
        </>
      }
      aside={
        <>
          <TotalsCard>
            <LeftOnDeal />
          </TotalsCard>
          <Preflight />
        </>
      }
      footer={<FormFooter cancel={cancel} discard={discard} review={session.review} />}
    >
      <CustomerSection />
      <Estimates />
      <NewInvoiceDetails />
      <LinesSection today={session.opened.today} more={<RepeatLast />} />
    </EditorLayout>
  );
}
