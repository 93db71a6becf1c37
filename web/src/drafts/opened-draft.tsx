import type { DraftForm } from '@dealbill/server/contract/drafts';
import { useEscape } from '../lib/use-escape.ts';
import { FormScreen } from './form-screen.tsx';
import { ChooseScreen } from './outcome/choose-screen.tsx';
import { CreatedScreen } from './outcome/created-screen.tsx';
import { summaryOf, WaitingScreen } from './outcome/waiting-screen.tsx';
import { useDraft } from './use-draft.ts';

type OpenedDraftProps = {
  opened: DraftForm;
  send: (invoiceId: string) => void;
  showPdf: (invoiceId: string) => void;
  close: () => void;
  /** Opens the same draft again as last saved. */
  reload: () => void;
  /** Opens a new form in addition to this draft. */
  startFresh: () => void;
};

/** Renders a draft by its state: form, waiting, choice of an invoice, or created. */
export function OpenedDraft(props: OpenedDraftProps) {
  const { opened, send, showPdf, close, reload, startFresh } = props;
  const draft = useDraft(opened);
  const { status, setback, accept, elsewhere } = draft;
  const editing = status.state === 'editing' && setback?.kind !== 'lost';
  useEscape(editing ? undefined : close);
  if (status.state === 'created') {
    return (
      <CreatedScreen
        status={status}
        elsewhere={elsewhere}
        send={send}
        showPdf={showPdf}
        close={close}
      />
    );
  }
  if (status.state === 'choose') {
    return (
      <ChooseScreen status={status} summary={summaryOf(draft)} accept={accept} close={close} />
    );
  }
  if (!editing) return <WaitingScreen draft={draft} close={close} />;
  return <FormScreen draft={draft} close={close} reload={reload} startFresh={startFresh} />;
}
