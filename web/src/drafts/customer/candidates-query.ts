import type { DraftForm } from '@dealbill/server/contract/drafts';
import { candidatesOf as candidatesAt } from '../../customers/candidates-query.ts';
import type { Buyer } from '../../customers/similar-customers.ts';

/** Candidates for a buyer. For the buyer the form opened with they came with the form. */
export const candidatesOf = (opened: DraftForm, buyer: Buyer) => {
  const { to, email } = opened.content.customer;
  const asOpened = buyer.name === to && buyer.email === email;
  const context = { of: 'deal', id: opened.deal.id } as const;
  return candidatesAt(context, buyer, asOpened ? opened.candidates : undefined);
};
