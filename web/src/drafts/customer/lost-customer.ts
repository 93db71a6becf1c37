import type { DraftForm, LostCustomer } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';

/** What became of the customer a form would be for, until another one is chosen. */
export const lostCustomer = (
  { lost }: Pick<DraftForm, 'lost'>,
  { customer: { choice } }: DraftContent,
): LostCustomer | null =>
  lost && (choice.kind !== 'existing' || choice.id === lost.customer.id) ? lost : null;

/** Why QuickBooks would refuse the customer that a draft was saved with; none that was only linked. */
export const lostChoice = (
  { lost }: Pick<DraftForm, 'lost'>,
  { customer: { choice } }: DraftContent,
): FieldError[] => {
  if (choice.kind !== 'existing' || choice.id !== lost?.customer.id) return [];
  const problem = lost.trouble === 'inactive' ? 'customer_inactive' : 'choose_customer';
  return [{ path: 'customer.choice', problem }];
};
