import { addressRows } from './address-rows.ts';
import { characterRows } from './character-rows.ts';
import { companyRows } from './company-rows.ts';
import { contactRows } from './contact-rows.ts';
import { currencyRows } from './currency-rows.ts';
import { customerRows } from './customer-rows.ts';
import { detailsRows } from './details-rows.ts';
import { fieldRows } from './field-rows.ts';
import { lineRows } from './line-rows.ts';
import { newItemRows } from './new-item-rows.ts';
import type { Row } from './row.ts';
import { taxRows } from './tax-rows.ts';

/** Everything that QuickBooks rejects or alters and the form can provoke. */
export const table: Row[] = [
  ...customerRows,
  ...contactRows,
  ...addressRows,
  ...characterRows,
  ...detailsRows,
  ...fieldRows,
  ...currencyRows,
  ...lineRows,
  ...newItemRows,
  ...taxRows,
  ...companyRows,
];
