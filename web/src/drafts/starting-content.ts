import type { DraftForm } from '@dealbill/server/contract/drafts';
import { sendsNumber } from '@dealbill/server/shared/contract/company-profile';
import {
  type DraftContent,
  existingCustomer,
} from '@dealbill/server/shared/contract/draft-content';

/**
 * Initial content of the form. A new form selects the customer of a saved link, but no other
 * candidate, and proposes a number. A saved draft opens unchanged.
 */
export const startingContent = (form: DraftForm): DraftContent => {
  if (form.savedAt !== null) return form.content;
  const { content, candidates, lost, profile, proposedNumber } = form;
  const linked = candidates.filter(({ reason }) => reason === 'saved_link');
  const [only] = linked;
  const choice =
    content.customer.choice.kind === 'none' && only && !lost && linked.length === 1
      ? existingCustomer(only)
      : content.customer.choice;
  const number =
    sendsNumber(profile) && content.details.number === ''
      ? (proposedNumber ?? '')
      : content.details.number;
  return {
    ...content,
    customer: { ...content.customer, choice },
    details: { ...content.details, number },
  };
};
