import type { CustomerRow } from '@dealbill/server/contract/customers';
import { type DraftContent, existingCustomer } from '@dealbill/server/shared/draft-content';
import { useFormContext } from 'react-hook-form';

/** Puts a customer of QuickBooks into the form; which of its addresses decides sales tax starts anew. */
export const useChooseCustomer = (): ((row: CustomerRow) => void) => {
  const { getValues, setValue } = useFormContext<DraftContent>();
  const touched = { shouldDirty: true, shouldTouch: true };
  return (row) => {
    setValue('customer.choice', existingCustomer(row), touched);
    if (getValues('customer.shipTo')?.kind === 'billing') {
      setValue('customer.shipTo', { kind: 'auto' }, touched);
    }
  };
};
