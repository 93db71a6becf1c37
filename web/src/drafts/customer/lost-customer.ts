import type { DraftForm, LostCustomer } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';

/**
 * The selected customer that was merged, made inactive or deleted in QuickBooks; null once another
 * one is selected or it was made active here.
 */
export const lostCustomer = (
  { lost }: Pick<DraftForm, 'lost'>,
  { choice }: DraftContent['customer'],
  reactivatedId: string | null = null,
): LostCustomer | null =>
  lost &&
  lost.customer.id !== reactivatedId &&
  (choice.kind !== 'existing' || choice.id === lost.customer.id)
    ? lost
    : null;

/** The problem of a draft saved with a lost customer; empty when the customer was only linked. */
export const lostChoice = (
  { lost }: Pick<DraftForm, 'lost'>,
  { customer: { choice } }: DraftContent,
  reactivatedId: string | null = null,
): FieldError[] => {
  if (choice.kind !== 'existing' || choice.id !== lost?.customer.id) return [];
  if (choice.id === reactivatedId) return [];
  const problem = lost.trouble === 'inactive' ? 'customer_inactive' : 'choose_customer';
  return [{ path: 'customer.choice', problem }];
};
