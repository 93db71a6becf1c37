import { EditorFooter } from '../editor/editor-footer.tsx';
import { problemName } from '../editor/field-names.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { problemText } from '../lib/field-messages.ts';
import { timeOf } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { CreateButtons } from './create-buttons.tsx';
import { useDraftState } from './draft-session.ts';
import type { SaveState } from './save-queue.ts';

type FormFooterProps = {
  cancel: () => void;
  discard: () => void;
  review: () => void;
};

const savedWords = (state: SaveState): string => {
  switch (state.kind) {
    case 'untouched':
      return m.drafts_save_untouched();
    case 'saving':
      return m.drafts_save_saving();
    case 'saved':
      return m.drafts_save_saved({ time: timeOf(state.at) });
    case 'waiting':
      return m.drafts_save_waiting();
    case 'conflict':
      return m.drafts_save_conflict();
    case 'failed':
      return m.drafts_save_failed({ reason: messagesFor(asApiError(state.error).code).title });
    case 'too_large':
      return m.drafts_save_too_large({
        field: problemName(state.problem),
        problem: problemText(state.problem),
      });
  }
};

/** The save state of the draft, and the actions. */
export function FormFooter({ cancel, discard, review }: FormFooterProps) {
  const saved = useDraftState((state) => state.saved);
  const creating = useDraftState((state) => state.creating);
  const kept = saved.kind === 'untouched' || saved.kind === 'saved' || saved.kind === 'saving';
  return (
    // Not announced after each save: that would interrupt typing.
    <EditorFooter status={savedWords(saved)} isProblem={!kept} announced={!kept}>
      {saved.kind === 'untouched' ? null : (
        <Button variant="quiet" disabled={creating} onClick={discard}>
          {m.drafts_discard()}
        </Button>
      )}
      <Button disabled={creating} onClick={cancel}>
        {m.common_cancel()}
      </Button>
      <Button data-path="review" disabled={creating} onClick={review}>
        {m.drafts_review()}
      </Button>
      <CreateButtons />
    </EditorFooter>
  );
}
