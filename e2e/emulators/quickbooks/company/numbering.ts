import { refusal } from '../wire/faults.ts';
import type { Company } from './realm.ts';

/**
 * The number of a new invoice. Custom numbers off: a sent number is kept, even twice, else the last
 * one + 1. Custom numbers on: nothing is filled in, and a used number is refused (6140) while the
 * company's warning is on. Intuit: Invoice, `DocNumber`.
 */
export function numberFor(
  company: Company,
  sent: string | undefined,
  options: { allowDuplicate: boolean; ownId?: string },
): string | undefined {
  if (!company.preferences.customTxnNumbers) return sent ?? following(company.lastNumber);
  if (sent === undefined) return undefined;
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

/** Only plain numbers carry the count on; `ACME-7` leaves it where it was. */
export function rememberNumber(company: Company, number: string | undefined): void {
  if (number && /^\d+$/.test(number)) company.lastNumber = number;
}

/** The number after this one. */
export function following(last: string): string {
  return (BigInt(last) + 1n).toString();
}
