import { countryCode } from '../address/country-code.ts';
import { parseAddress } from '../address/postal-address.ts';
import type { DraftContent, SaleLocation } from '../contract/draft-content.ts';

/** France's departments and territories overseas, which are countries of their own in ISO 3166. */
const overseas = new Set('GF GP MQ RE YT PM BL MF NC PF TF WF'.split(' '));

/** Their French postal codes; 98000 is Monaco, which belongs to France for VAT. */
const overseasPostalCode = /^(?:97\d|98[4-8])\d{2}$/;

const otherEu = new Set(
  'AT BE BG CY CZ DE DK EE ES FI GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Where an address is; an address without a country that can be recognised is in France. */
export const saleLocationOfAddress = (address: string): SaleLocation => {
  const { country, postalCode } = parseAddress(address, 'FR');
  const code = countryCode(country) ?? 'FR';
  if (overseas.has(code)) return 'france_overseas';
  if (code === 'FR' || code === 'MC') {
    return overseasPostalCode.test(postalCode.replaceAll(' ', ''))
      ? 'france_overseas'
      : 'within_france';
  }
  return otherEu.has(code) ? 'other_eu' : 'outside_eu';
};

type Customer = Pick<DraftContent['customer'], 'saleLocation' | 'address' | 'choice'>;

/** Where the addresses say that a French company sells to: the invoice's, or the customer's own. */
export const saleLocationByAddress = ({ address, choice }: Omit<Customer, 'saleLocation'>) => {
  const own = choice.kind === 'existing' ? choice.shipAddress : null;
  return saleLocationOfAddress(address.trim() === '' ? (own ?? '') : address);
};

/** Where a French company sells to: as chosen, or as the addresses say. */
export const saleLocationOf = (customer: Customer): SaleLocation =>
  customer.saleLocation ?? saleLocationByAddress(customer);
