import * as z from 'zod';
import { amount, decimal, flag, id, ref, text } from '../calls/wire.ts';
import type { NameKind, QuickbooksItemDetails, QuickbooksName } from '../models.ts';
import { customerShape, toCustomer } from './translate-customer.ts';
import { itemShape, toItem } from './translate-item.ts';

const metaData = z.object({ LastUpdatedTime: text }).nullish().catch(null);

type Changed = { MetaData?: { LastUpdatedTime: string | null } | null | undefined };

const updatedAtOf = ({ MetaData }: Changed): string => MetaData?.LastUpdatedTime ?? '';

const wireCustomerName = customerShape
  .extend({ Balance: decimal, DefaultTaxCodeRef: ref })
  .transform((customer): QuickbooksName => {
    const row = toCustomer(customer);
    return {
      kind: 'Customer',
      id: row.id,
      name: row.name,
      plainName: customer.DisplayName ?? plainNameOf(row.name),
      active: row.active,
      currency: row.currency,
      taxCodeId: customer.DefaultTaxCodeRef?.value ?? null,
      balance: amount(customer.Balance),
      email: row.email,
      updatedAt: row.updatedAt,
      row,
    };
  });

const plainNameOf = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/**
 * Types that the API can add to invoices: neither categories nor bundles.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item
 */
export const sellableTypes = ['Service', 'NonInventory', 'Inventory'];

const itemNameShape = itemShape.extend({ Type: text, Active: flag, MetaData: metaData });

const toItemName = (
  item: z.output<typeof itemNameShape>,
): QuickbooksName & Pick<QuickbooksItemDetails, 'row'> => {
  const row = toItem(item);
  return {
    kind: 'Item',
    id: row.id,
    name: row.name,
    plainName: row.plainName,
    active: item.Active ?? true,
    currency: null,
    taxCodeId: row.taxCodeId,
    balance: null,
    email: null,
    updatedAt: updatedAtOf(item),
    row: sellableTypes.includes(item.Type ?? '') ? row : null,
  };
};

const wireItemName = itemNameShape.transform(toItemName);

/** An item as read to change it. */
export const wireItemDetails = itemNameShape
  .extend({
    SyncToken: text,
    MetaData: z.object({ LastUpdatedTime: text, CreateTime: text }).nullish().catch(null),
  })
  .transform(
    (item): QuickbooksItemDetails => ({
      ...toItemName(item),
      syncToken: item.SyncToken ?? '',
      createdAt: item.MetaData?.CreateTime ?? '',
    }),
  );

/** Vendors and employees. */
const wirePayee = (kind: 'Vendor' | 'Employee') =>
  z
    .object({
      Id: id,
      DisplayName: text,
      Active: flag,
      CurrencyRef: ref,
      Balance: decimal,
      PrimaryEmailAddr: z.object({ Address: text }).nullish().catch(null),
      MetaData: metaData,
    })
    .transform(
      (payee): QuickbooksName => ({
        kind,
        id: payee.Id,
        name: payee.DisplayName ?? '',
        plainName: payee.DisplayName ?? '',
        active: payee.Active ?? true,
        currency: payee.CurrencyRef?.value ?? null,
        taxCodeId: null,
        balance: payee.Balance && amount(payee.Balance),
        email: payee.PrimaryEmailAddr?.Address ?? null,
        updatedAt: updatedAtOf(payee),
        row: null,
      }),
    );

/** Parsers of names by kind. */
export const wireNames: Record<NameKind, z.ZodType<QuickbooksName>> = {
  Customer: wireCustomerName,
  Item: wireItemName,
  Vendor: wirePayee('Vendor'),
  Employee: wirePayee('Employee'),
};
