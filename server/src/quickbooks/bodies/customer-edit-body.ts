import { emailList } from '../../shared/checks/email-list.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { Versioned } from '../gateway.ts';
import type { WireBody } from '../models.ts';
import { taxIdOf } from '../translate/translate-customer.ts';
import { wholeAddressBody } from './address-body.ts';

/** Sets those of a customer's details that are given; an empty one is taken away. */
export const customerEditBody = (
  { id, syncToken }: Versioned,
  changes: { address?: string; email?: string; taxId?: string },
  profile: CompanyProfile,
): WireBody => {
  const { address, email, taxId } = changes;
  return {
    Id: id,
    SyncToken: syncToken,
    sparse: true,
    ...(address !== undefined && { BillAddr: wholeAddressBody(address, profile.country) }),
    ...(email !== undefined && { PrimaryEmailAddr: { Address: emailList(email) } }),
    ...(taxId !== undefined && taxIdOf(taxId.trim(), profile.country)),
  };
};
