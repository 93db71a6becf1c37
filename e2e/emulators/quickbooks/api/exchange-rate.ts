import { rateOf } from '../company/currency.ts';
import { isDate, stampOf } from '../company/moment.ts';
import { isMultiCurrency, today } from '../company/realm.ts';
import { missing } from '../company/references.ts';
import { refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';

/** `GET /exchangerate?sourcecurrencycode=EUR[&asofdate=]`: home units for one foreign unit. */
export function exchangeRate({ realm, query }: Call): object {
  const { company } = realm;
  const source = query.sourcecurrencycode;
  if (!source) throw missing('sourcecurrencycode');
  if (!isMultiCurrency(company))
    throw refusal(
      '5030',
      'Feature Not Supported Error : Multi Currency is turned off in this company.',
    );
  const date = query.asofdate ?? today(realm);
  if (!isDate(date)) throw refusal('2030', `Invalid date : ${date}`);
  const stamp = stampOf(realm.now);
  return {
    ExchangeRate: {
      SourceCurrencyCode: source,
      TargetCurrencyCode: company.currency,
      Rate: Number(rateOf(company, source, date)),
      AsOfDate: date,
      domain: 'QBO',
      sparse: false,
      MetaData: { CreateTime: stamp, LastUpdatedTime: stamp },
    },
  };
}
