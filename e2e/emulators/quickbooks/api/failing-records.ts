import type { Company } from '../company/realm.ts';
import type { Switches } from '../switches.ts';
import { ApiFault, faultError, refusal } from '../wire/faults.ts';

type FailingRecords = Pick<Switches, 'failingInvoices' | 'failingPayments'>;

function failingOf(switches: FailingRecords, entity: string): Switches['failingInvoices'] | null {
  if (entity === 'Invoice') return switches.failingInvoices;
  return entity === 'Payment' ? switches.failingPayments : null;
}

/**
 * The fault of an answer that would hold such an object, as reported in
 * github.com/intuit/QuickBooks-V3-DotNET-SDK/issues/111 (4002) and
 * github.com/intuit/QuickBooks-V3-PHP-SDK/issues/127 (10000).
 */
export function refuseFailing(switches: FailingRecords, entity: string, row: object): void {
  const failing = failingOf(switches, entity);
  if (!failing || !('Id' in row) || !failing.ids.includes(String(row.Id))) return;
  if (failing.code === '4002')
    throw refusal('4002', 'QueryProcessingError: To email address entered is invalid');
  const detail =
    "System Failure Error: Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.";
  throw new ApiFault([faultError('10000', detail)], 500, 'SystemFault');
}

/** The fault of reading one object by its id. */
export function refuseFailingAlone(switches: FailingRecords, entity: string, row: object): void {
  if (failingOf(switches, entity)?.reads === 'fail') refuseFailing(switches, entity, row);
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
