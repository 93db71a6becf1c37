import { restoredName } from '../../shared/text/restored-name.ts';
import type { NewItem, WireBody } from '../models.ts';

/**
 * Builds the body of a new service.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item
 */
export const itemBody = ({ name, accountId, taxable, taxCodeId }: NewItem): WireBody => ({
  Name: name,
  Type: 'Service',
  IncomeAccountRef: { value: accountId },
  ...(taxable !== null && { Taxable: taxable }),
  ...(taxCodeId !== null && { SalesTaxCodeRef: { value: taxCodeId } }),
});

const nameFields = { Customer: 'DisplayName', Item: 'Name' } as const;

/** The name is sent where QuickBooks has changed it, because it may not restore it by itself. */
export const reactivationBody = (
  kind: keyof typeof nameFields,
  { id, syncToken, plainName }: { id: string; syncToken: string; plainName: string },
): WireBody => {
  const name = restoredName(plainName);
  return {
    Id: id,
    SyncToken: syncToken,
    sparse: true,
    Active: true,
    ...(name !== plainName && { [nameFields[kind]]: name }),
  };
};
