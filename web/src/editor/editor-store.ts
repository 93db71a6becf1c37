import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { InvoiceContext } from '../host/read-context.ts';
import { afterPaint } from '../lib/after-paint.ts';
import { problemSentence } from '../lib/field-messages.ts';
import { pathAndParents } from '../ui/fields/field-path.ts';
import type { DocumentTotals, InvoiceDocument } from './document.ts';
import { type EditorAction, type EditorState, reduce } from './document-reducer.ts';
import { stillRefused } from './refused-fields.ts';

/** What the checks of a mode find in the document. */
export type Findings = {
  totals: DocumentTotals;
  /** Problems that block the creation or the saving, in the order of the fields. */
  problems: FieldError[];
  /** What the user probably does not intend, though it blocks nothing. */
  cautions: FieldError[];
  /** Fields that block saving the draft, so that their problems show while they are typed. */
  alwaysShown: string[];
};

/** What follows from the document: computed once for each state of it, after it was painted. */
export type Checked = Findings & {
  /** The document that was checked; a little older than the typed one while the user types. */
  document: InvoiceDocument;
  /** Problems shown at their fields. */
  shown: FieldError[];
  /** Text of the first shown problem at each field and at the fields that contain it. */
  sentences: ReadonlyMap<string, string>;
};

type EditorOptions = {
  /** Where the editor was opened; the server checks that searches are allowed there. */
  context: InvoiceContext;
  opened: EditorState;
  check: (state: EditorState) => Findings;
};

/**
 * An open document. Components subscribe to the parts they show; effects outside React subscribe to
 * `state` and dispatch.
 */
export type Editor = {
  context: InvoiceContext;
  state: StoreApi<EditorState>;
  checked: StoreApi<Checked>;
  dispatch: (action: EditorAction) => void;
  /** Checks what is typed now, without waiting for the next paint. */
  checkNow: () => Checked;
};

/** Opens a document. A typed character is painted before its totals and problems are computed. */
export const openEditor = ({ context, opened, check }: EditorOptions): Editor => {
  const state = createStore<EditorState>(() => opened);
  let findings = check(opened);
  let checkedState = opened;
  const checked = createStore<Checked>(() => checkedOf(opened, findings));
  let isScheduled = false;

  const refresh = () => {
    const now = state.getState();
    if (now === checkedState) return;
    if (!sameChecks(now, checkedState)) findings = keepProblems(findings, check(now));
    checkedState = now;
    checked.setState(checkedOf(now, findings));
  };

  const refreshLater = async () => {
    if (isScheduled) return;
    isScheduled = true;
    await afterPaint();
    isScheduled = false;
    refresh();
  };

  return {
    context,
    state,
    checked,
    dispatch(action) {
      const next = reduce(state.getState(), action);
      if (next === state.getState()) return;
      state.setState(next, true);
      if (action.type === 'text_typed' || action.type === 'discount_typed') void refreshLater();
      else refresh();
    },
    checkNow() {
      refresh();
      return checked.getState();
    },
  };
};

/** Parts of the state that checks read. */
const sameChecks = (one: EditorState, other: EditorState): boolean =>
  one.document === other.document &&
  one.company === other.company &&
  one.rate === other.rate &&
  one.known === other.known &&
  one.estimateTrouble === other.estimateTrouble;

/** Keeps equal problems the same list, so that what shows them does not render for each key. */
const keepProblems = (before: Findings, now: Findings): Findings => ({
  ...now,
  problems: kept(before.problems, now.problems),
  cautions: kept(before.cautions, now.cautions),
});

const kept = (before: FieldError[], now: FieldError[]): FieldError[] =>
  JSON.stringify(before) === JSON.stringify(now) ? before : now;

const checkedOf = (state: EditorState, findings: Findings): Checked => {
  const found = new Set(findings.problems.map(({ path }) => path));
  const refused = stillRefused(state.refused, state.document).filter(
    ({ path }) => !found.has(path),
  );
  const problems = refused.length > 0 ? [...findings.problems, ...refused] : findings.problems;
  const shown = state.showsAll
    ? problems
    : problems.filter(
        ({ path }) =>
          findings.alwaysShown.includes(path) ||
          pathAndParents(path).some((part) => state.visited.has(part)),
      );
  const sentences = new Map<string, string>();
  for (const problem of shown) {
    for (const field of pathAndParents(problem.path)) {
      if (!sentences.has(field)) sentences.set(field, problemSentence(problem));
    }
  }
  return { ...findings, document: state.document, problems, shown, sentences };
};

export const EditorContext = createContext<Editor | null>(null);

export const useEditor = (): Editor => {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('useEditor must be called inside <EditorContext>');
  return editor;
};

/** Part of the typed state; renders when `select` returns another value. */
export const useEdited = <T>(select: (state: EditorState) => T): T =>
  useStore(useEditor().state, select);

/** Part of what follows from the document; renders when `select` returns another value. */
export const useChecked = <T>(select: (checked: Checked) => T): T =>
  useStore(useEditor().checked, select);

/** Text of the first problem at a field or at its parts. */
export const useErrorAt = (path: string): string | undefined =>
  useChecked(({ sentences }) => sentences.get(path));
