import type { DraftForm, LostCustomer } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';

/**
 * The selected customer that was merged, made inactive or deleted in QuickBooks; null once another
 * one is selected.
 */
export const lostCustomer = (
  { lost }: Pick<DraftForm, 'lost'>,
  { choice }: DraftContent['customer'],
): LostCustomer | null =>
  lost && (choice.kind !== 'existing' || choice.id === lost.customer.id) ? lost : null;

/** The problem of a draft saved with a lost customer; empty when the customer was only linked. */
export const lostChoice = (
  { lost }: Pick<DraftForm, 'lost'>,
  { customer: { choice } }: DraftContent,
): FieldError[] => {
  if (choice.kind !== 'existing' || choice.id !== lost?.customer.id) return [];
  const problem = lost.trouble === 'inactive' ? 'customer_inactive' : 'choose_customer';
  return [{ path: 'customer.choice', problem }];
};
