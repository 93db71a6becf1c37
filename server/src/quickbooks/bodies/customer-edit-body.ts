import type { Books } from '../../shared/books.ts';
import { emailList } from '../../shared/email-list.ts';
import type { Versioned } from '../gateway.ts';
import type { WireBody } from '../told.ts';
import { taxIdOf } from '../translate/translate-customer.ts';
import { wholeAddressBody } from './address-body.ts';

/** Sets those of a customer's details that are given; an empty one is taken away. */
export const customerEditBody = (
  { id, syncToken }: Versioned,
  changes: { address?: string; email?: string; taxId?: string },
  books: Books,
): WireBody => {
  const { address, email, taxId } = changes;
  return {
    Id: id,
    SyncToken: syncToken,
    sparse: true,
    ...(address !== undefined && { BillAddr: wholeAddressBody(address, books.country) }),
    ...(email !== undefined && { PrimaryEmailAddr: { Address: emailList(email) } }),
    ...(taxId !== undefined && taxIdOf(taxId.trim(), books.country)),
  };
};
