import { billAddress } from '../../shared/bill-address.ts';
import type { Books } from '../../shared/books.ts';
import type { Versioned } from '../gateway.ts';
import type { WireBody } from '../told.ts';
import { addressLines, taxIdOf } from '../translate/translate-customer.ts';

/** Every part is told, the empty ones too, so that nothing of the old address stays below the new one. */
const wholeAddress = (address: string): WireBody => ({
  ...addressLines(['', '', '', '', '']),
  City: '',
  CountrySubDivisionCode: '',
  PostalCode: '',
  Country: '',
  ...addressLines(billAddress('', address)),
});

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
    ...(address !== undefined && { BillAddr: wholeAddress(address) }),
    ...(email !== undefined && { PrimaryEmailAddr: { Address: email.trim() } }),
    ...(taxId !== undefined && taxIdOf(taxId.trim(), books.country)),
  };
};
