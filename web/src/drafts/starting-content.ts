import type { DraftForm } from '@dealbill/server/contract/drafts';
import {
  type DraftContent,
  existingCustomer,
} from '@dealbill/server/shared/contract/draft-content';

/**
 * What the form starts with. A form nobody touched yet takes the customer of a saved link, and no other
 * candidate, and the proposed number; a saved draft stands exactly as it was left.
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
    profile.customNumbers && content.details.number === ''
      ? (proposedNumber ?? '')
      : content.details.number;
  return {
    ...content,
    customer: { ...content.customer, choice },
    details: { ...content.details, number },
  };
};
