import { describe, expect, it } from 'vitest';
import { sampleForm } from '../testing/sample-draft.ts';
import { type DraftState, reduceDraft } from './draft-state.ts';
import type { SaveState } from './save-queue.ts';

const restoredForm: DraftState = {
  status: sampleForm.status,
  elsewhere: false,
  saved: { kind: 'untouched' },
  creating: false,
  reviewing: false,
  setback: null,
  restored: true,
};

const after = (...saves: SaveState[]): DraftState =>
  saves.reduce((state, saved) => reduceDraft(state, { type: 'save_state', saved }), restoredForm);

const savedAt = (minute: number): SaveState => ({
  kind: 'saved',
  at: `2026-03-13T10:0${minute}:00.000Z`,
});

describe('the notice about restored changes', () => {
  it('stays until a change after the restored ones is saved', () => {
    expect(after({ kind: 'saving' }, savedAt(1)).restored).toBe(true);
    expect(after(savedAt(1), { kind: 'saving' }).restored).toBe(true);
    expect(after(savedAt(1), { kind: 'saving' }, savedAt(2)).restored).toBe(false);
  });
});
