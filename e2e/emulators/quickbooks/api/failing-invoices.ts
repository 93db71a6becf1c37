import type { Company } from '../company/realm.ts';
import type { Switches } from '../switches.ts';
import { ApiFault, faultError, refusal } from '../wire/faults.ts';

/**
 * The fault of an answer that would hold such an invoice, as reported in
 * github.com/intuit/QuickBooks-V3-DotNET-SDK/issues/111 (4002) and
 * github.com/intuit/QuickBooks-V3-PHP-SDK/issues/127 (10000).
 */
export function refuseFailing(
  { failingInvoices: { ids, code } }: Pick<Switches, 'failingInvoices'>,
  entity: string,
  row: object,
): void {
  if (entity !== 'Invoice' || !('Id' in row) || !ids.includes(String(row.Id))) return;
  if (code === '4002')
    throw refusal('4002', 'QueryProcessingError: To email address entered is invalid');
  const detail =
    "System Failure Error: Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.";
  throw new ApiFault([faultError('10000', detail)], 500, 'SystemFault');
}

/** Saving an invoice on QuickBooks' own page checks its fields anew. */
export function healFailing(
  company: Company,
  id: string,
  { failingInvoices }: Pick<Switches, 'failingInvoices'>,
): void {
  if (!failingInvoices.ids.includes(id)) return;
  const ids = failingInvoices.ids.filter((one) => one !== id);
  company.switches.failingInvoices = { ...failingInvoices, ids };
}
