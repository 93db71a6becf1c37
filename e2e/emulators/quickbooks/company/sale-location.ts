import { usualSwitches } from '../switches.ts';
import { refusal } from '../wire/faults.ts';
import type { SaleLocation } from './entities.ts';
import type { InvoiceInput } from './invoice-body.ts';
import type { Realm } from './realm.ts';
import { missing } from './references.ts';

/**
 * `TransactionLocationType` of a sale: required in France unless the switch gives it the documented
 * default, and unknown (2010) everywhere else.
 */
export function saleLocationOf(realm: Realm, input: InvoiceInput): SaleLocation | undefined {
  const sent = input.TransactionLocationType;
  if (realm.company.country !== 'FR') {
    if (sent)
      throw refusal(
        '2010',
        'Request has invalid or unsupported property : Property Name:TransactionLocationType is not supported in this country.',
        'TransactionLocationType',
      );
    return undefined;
  }
  if (sent) return sent;
  if ((realm.switches ?? usualSwitches).saleWithoutLocation === 'within_france')
    return 'WithinFrance';
  throw missing('TransactionLocationType');
}
