import type { DraftForm } from '@dealbill/server/contract/drafts';
import { soldLines } from '@dealbill/server/shared/money/sold-lines';
import type { InvoiceDocument } from '../../editor/document.ts';
import type { Editor } from '../../editor/editor-store.ts';
import { api } from '../../lib/api.ts';

const typingPauseMs = 400;

const newNamesIn = (lines: InvoiceDocument['lines']): string[] => [
  ...new Set(lines.flatMap(({ item }) => (item?.id === null ? [item.name] : []))),
];

/** The records that a document names, as the server looks them up. */
const namedIn = ({ customer: { choice }, details, lines }: InvoiceDocument) => ({
  name: choice.kind === 'new' ? choice.name : null,
  customerId: choice.kind === 'existing' ? choice.id : null,
  currency: details.currency,
  itemIds: [
    ...new Set(lines.flatMap(soldLines).flatMap(({ item }) => (item?.id ? [item.id] : []))),
  ],
  newItemNames: newNamesIn(lines),
  number: details.number,
});

/**
 * Looks the named records up in the mirror of QuickBooks once the user pauses after naming others.
 * Without an answer the checks find no problem in them.
 */
export const readKnownRecords = (
  { state, dispatch }: Editor,
  { deal, status }: Pick<DraftForm, 'deal' | 'status'>,
  /** `isKnown`: the server has looked up the records of the opened document. */
  { isKnown }: { isKnown: boolean },
) => {
  let asked = isKnown ? JSON.stringify(namedIn(state.getState().document)) : '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = async (document: InvoiceDocument) => {
    const named = namedIn(document);
    const wanted = JSON.stringify(named);
    if (wanted === asked) return;
    asked = wanted;
    const known = await api.drafts
      .knownRecords({ dealId: deal.id, draftId: status.id, ...named })
      .catch(() => null);
    if (known && asked === wanted) dispatch({ type: 'records_known', known });
    else if (asked === wanted) asked = '';
  };

  return {
    /**
     * Lets the server read again what is a problem only in the mirror; a failure changes nothing.
     */
    async again(): Promise<void> {
      const named = namedIn(state.getState().document);
      asked = JSON.stringify(named);
      const known = await api.drafts
        .knownRecords({ dealId: deal.id, draftId: status.id, ...named, again: true })
        .catch(() => null);
      if (known) dispatch({ type: 'records_known', known });
    },
    /** Starts reading; returns the function to stop. */
    start(): () => void {
      void read(state.getState().document);
      const stop = state.subscribe((now, before) => {
        if (now.document === before.document) return;
        clearTimeout(timer);
        timer = setTimeout(() => void read(now.document), typingPauseMs);
      });
      return () => {
        stop();
        clearTimeout(timer);
      };
    },
  };
};
