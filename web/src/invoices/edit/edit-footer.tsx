import { EditorFooter } from '../../editor/editor-footer.tsx';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { useEdit, useEditState, useIsUnchanged } from './edit-session.ts';

/** The actions of each step. */
export function EditFooter({ cancel }: { cancel: () => void }) {
  const { review, save, dispatch } = useEdit();
  const { step, saving, notice } = useEditState((state) => state);
  const unchanged = useIsUnchanged() || notice?.kind === 'gone';
  const isForm = step === 'form';
  const onward = isForm ? review : () => void save();
  return (
    <EditorFooter status={unchanged ? m.invoices_edit_unchanged() : ''}>
      <Button disabled={saving} onClick={cancel}>
        {m.common_cancel()}
      </Button>
      {isForm ? null : (
        <Button disabled={saving} onClick={() => dispatch({ type: 'step', step: 'form' })}>
          {m.invoices_edit_go_back()}
        </Button>
      )}
      <Button
        variant="primary"
        busy={saving}
        disabled={unchanged}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        // The second click of a double click must not confirm the next step.
        onClick={({ detail }) => (detail > 1 ? undefined : onward())}
      >
        {isForm
          ? m.invoices_edit_review()
          : saving
            ? m.invoices_edit_saving()
            : m.invoices_edit_save()}
      </Button>
    </EditorFooter>
  );
}
