import { openModal, openNewDeal } from '../../host/dialogs.ts';
import type { ModalView } from '../../host/modal-view.ts';

/** Adds a deal, then opens the view of it that `viewOf` returns. */
export type AddDeal = (viewOf: (dealId: number) => ModalView) => Promise<void>;

/**
 * Adds a deal in Pipedrive's own dialog, filled in with the name of an organization or person. Runs
 * `added` when there is a new deal; nothing happens when the user cancels.
 */
export const addDealOf =
  (party: { of: 'organization' | 'person'; name: string }, added: () => void): AddDeal =>
  async (viewOf) => {
    const answer = await openNewDeal(party);
    if (answer === null) return;
    added();
    if (answer.dealId !== null) await openModal(viewOf(answer.dealId));
  };
