import type { DraftStatus } from '@dealbill/server/contract/drafts';
import type { ApiError } from '../lib/api-error.ts';
import type { SaveState } from './save-queue.ts';

/** A lost response to *Create*: the version sent, and the ISO instant. */
export type LostAnswer = { version: number; since: string };

/** Outcome of an attempt that neither created an invoice nor ended with a status. */
export type Setback =
  | { kind: 'failed'; error: ApiError }
  | { kind: 'lost'; answer: LostAnswer }
  /** Another draft of the deal, or this one in another window, is being sent: nothing was sent. */
  | { kind: 'another' }
  /** The request never reached the server. */
  | { kind: 'not_arrived' };

/** State of an opened draft beside its content: how it is saved, and the result of *Create*. */
export type DraftState = {
  status: DraftStatus;
  /** True when another window sent this draft. */
  elsewhere: boolean;
  saved: SaveState;
  /** True from *Create* until it is sent or given up; nothing can be typed. */
  creating: boolean;
  /** True while the review is shown instead of the form. */
  reviewing: boolean;
  setback: Setback | null;
  /** True when the form shows what was typed before it was closed without saving. */
  restored: boolean;
  /** ISO instant at which the restored content was saved. */
  restoredSavedAt?: string;
};

export type DraftAction =
  | { type: 'save_state'; saved: SaveState }
  | { type: 'creating'; creating: boolean }
  | { type: 'reviewing'; reviewing: boolean }
  | { type: 'set_back'; setback: Setback | null }
  /** `elsewhere`: another window sent the draft. */
  | { type: 'status_known'; status: DraftStatus; elsewhere: boolean };

export const reduceDraft = (state: DraftState, action: DraftAction): DraftState => {
  switch (action.type) {
    case 'save_state':
      return { ...state, saved: action.saved, ...restorationAfter(state, action.saved) };
    case 'creating':
      return { ...state, creating: action.creating };
    case 'reviewing':
      return { ...state, reviewing: action.reviewing };
    // The form can be typed into before its notice appears: a notice in an inert form would not get
    // the focus.
    case 'set_back':
      return {
        ...state,
        setback: action.setback,
        creating: state.creating && !action.setback,
        reviewing: state.reviewing && !action.setback,
      };
    case 'status_known': {
      const isOver = action.status.state !== 'editing';
      const elsewhere = isOver && (state.elsewhere || action.elsewhere);
      return {
        ...state,
        status: action.status,
        elsewhere,
        creating: state.creating && isOver,
        reviewing: state.reviewing && isOver,
      };
    }
  }
};

/** Restored content is saved at once; with the first save after that, its notice is outdated. */
const restorationAfter = (state: DraftState, saved: SaveState): Partial<DraftState> => {
  if (!state.restored || saved.kind !== 'saved') return {};
  return state.restoredSavedAt === undefined
    ? { restoredSavedAt: saved.at }
    : { restored: state.restoredSavedAt === saved.at };
};

/** True while a warning or an error is shown above the form. */
export const isWarned = (state: DraftState): boolean =>
  isInConflict(state) || state.setback !== null || state.status.notCreated;

/** Another window or user saved this draft; saving stops until the user decides. */
export const isInConflict = ({ saved, setback }: DraftState): boolean =>
  saved.kind === 'conflict' ||
  (setback?.kind === 'failed' && setback.error.code === 'draft_changed');
