import { isMultiCurrency, today } from '../books/company.ts';
import { rateOf } from '../books/currency.ts';
import { isDate, stampOf } from '../books/moment.ts';
import { missing } from '../books/references.ts';
import { refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';

/** `GET /exchangerate?sourcecurrencycode=EUR[&asofdate=]`: home units for one foreign unit. */
export function exchangeRate({ books, query }: Call): object {
  const { company } = books;
  const source = query.sourcecurrencycode;
  if (!source) throw missing('sourcecurrencycode');
  if (!isMultiCurrency(company))
    throw refusal(
      '5030',
      'Feature Not Supported Error : Multi Currency is turned off in this company.',
    );
  const date = query.asofdate ?? today(books);
  if (!isDate(date)) throw refusal('2030', `Invalid date : ${date}`);
  const stamp = stampOf(books.now);
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
