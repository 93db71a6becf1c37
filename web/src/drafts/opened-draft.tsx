import { useEffect, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { EditorContext } from '../editor/editor-store.ts';
import { useEscape } from '../lib/use-escape.ts';
import { DraftContext, openSession, useDraft, useDraftState } from './draft-session.ts';
import type { DraftState } from './draft-state.ts';
import { FormScreen } from './form-screen.tsx';
import { ChooseScreen } from './outcome/choose-screen.tsx';
import { CreatedScreen } from './outcome/created-screen.tsx';
import { summaryOf, WaitingScreen } from './outcome/waiting-screen.tsx';
import { ReviewScreen } from './review/review-screen.tsx';
import type { OpenedForm } from './unsaved-draft.ts';

type Ways = {
  send: (invoiceId: string) => void;
  showPdf: (invoiceId: string) => void;
  close: () => void;
  /** Opens the same draft again as last saved. */
  reload: () => void;
  /** Opens a new form in addition to this draft. */
  startFresh: () => void;
  /** Opens the deal's billing plan instead of the form. */
  showPlan: () => void;
};

/** An opened draft: its document is typed, saved and sent. */
export function OpenedDraft({ opened, ...ways }: Ways & { opened: OpenedForm }) {
  const [session] = useState(() => openSession(opened));
  useEffect(() => session.start(), [session]);
  return (
    <DraftContext value={session}>
      <EditorContext value={session.editor}>
        <DraftScreen {...ways} />
      </EditorContext>
    </DraftContext>
  );
}

/** Without how it is saved, which changes while the user types. */
const screenOf = ({ status, setback, elsewhere, reviewing }: DraftState) => ({
  status,
  setback,
  elsewhere,
  reviewing,
});

/** Renders a draft by its state: form, waiting, choice of an invoice, or created. */
function DraftScreen({ send, showPdf, close, reload, startFresh, showPlan }: Ways) {
  const session = useDraft();
  const { status, setback, elsewhere, reviewing } = useDraftState(useShallow(screenOf));
  const editing = status.state === 'editing' && setback?.kind !== 'lost';
  useEscape(editing ? undefined : close);
  if (status.state === 'created') {
    return (
      <CreatedScreen
        status={status}
        elsewhere={elsewhere}
        accept={session.accept}
        send={send}
        showPdf={showPdf}
        close={close}
      />
    );
  }
  if (status.state === 'choose') {
    return (
      <ChooseScreen
        status={status}
        summary={summaryOf(session)}
        accept={session.accept}
        close={close}
      />
    );
  }
  if (!editing) return <WaitingScreen close={close} />;
  if (reviewing) return <ReviewScreen />;
  return <FormScreen close={close} reload={reload} startFresh={startFresh} showPlan={showPlan} />;
}
