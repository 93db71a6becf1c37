import { refusal } from '../wire/faults.ts';
import type { Company } from './realm.ts';
import { missing } from './references.ts';

/**
 * The number of a new invoice. Custom numbers off: the sent one, duplicate or not, else the last +
 * 1. On: only a sent one, which France requires (2020); a duplicate throws 6140 while the company's
 * warning is on.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export function numberFor(
  company: Company,
  sent: string | undefined,
  options: { allowDuplicate: boolean; ownId?: string },
): string | undefined {
  if (!company.preferences.customTxnNumbers) return sent ?? following(company.lastNumber);
  if (sent === undefined) {
    if (company.country === 'FR') throw missing('DocNumber');
    return undefined;
  }
  if (company.preferences.warnDuplicateNumbers && !options.allowDuplicate) {
    const holder = Object.values(company.invoices).find(
      (invoice) => invoice.DocNumber === sent && invoice.Id !== options.ownId,
    );
    if (holder)
      throw refusal(
        '6140',
        `Duplicate Document Number Error : You must specify a different number. This number has already been used. DocNumber=${sent} is assigned to TxnType=Invoice with TxnId=${holder.Id}`,
      );
  }
  return sent;
}

/** Advances the sequence for plain numbers; `ACME-7` leaves it unchanged. */
export function rememberNumber(company: Company, number: string | undefined): void {
  if (number && /^\d+$/.test(number)) company.lastNumber = number;
}

/** The next number in a sequence. */
export function following(last: string): string {
  return (BigInt(last) + 1n).toString();
}
