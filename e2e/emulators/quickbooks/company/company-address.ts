import type { Address } from './entities.ts';
import type { Company } from './realm.ts';

const streets: Record<Company['like'], Address> = {
  us: {
    Line1: '12 Harbour Row',
    City: 'Oakland',
    CountrySubDivisionCode: 'CA',
    PostalCode: '94607',
  },
  customNumbers: {
    Line1: '9 Harbour Row',
    City: 'Albany',
    CountrySubDivisionCode: 'NY',
    PostalCode: '12207',
  },
  uk: { Line1: '4 Harbour Row', City: 'Bristol', PostalCode: 'BS1 5TY' },
  ca: {
    Line1: '31 Harbour Row',
    City: 'Toronto',
    CountrySubDivisionCode: 'ON',
    PostalCode: 'M5J 2N8',
  },
  au: {
    Line1: '16 Harbour Row',
    City: 'Fremantle',
    CountrySubDivisionCode: 'WA',
    PostalCode: '6160',
  },
  ie: { Line1: '22 Harbour Row', City: 'Cork', PostalCode: 'T12 X8N6' },
  fr: { Line1: '8 quai du Port', City: 'Nantes', PostalCode: '44000' },
};

/**
 * CompanyInfo addresses use ISO 3166 alpha-3 country codes.
 * https://blogs.intuit.com/2025/08/13/upcoming-changes-to-the-accounting-api
 */
const alpha3: Record<string, string> = {
  US: 'USA',
  GB: 'GBR',
  CA: 'CAN',
  AU: 'AUS',
  IE: 'IRL',
  FR: 'FRA',
};

export const companyEmail = 'office@harbour.example';

export function companyAddress(company: Company): Address {
  return { Id: '1', ...streets[company.like], Country: alpha3[company.country] };
}

/** The company's address in the two-line form that transactions contain, as recorded. */
export function sellersAddress(company: Company): Address {
  const { Id, Line1, City, CountrySubDivisionCode, PostalCode } = companyAddress(company);
  return { Id, Line1, Line2: `${City}, ${CountrySubDivisionCode} ${PostalCode}` };
}

/** Formats an address as printed lines. */
export function addressLines(address: Address | undefined): string[] {
  if (!address) return [];
  const { Line1, Line2, Line3, Line4, Line5, City, CountrySubDivisionCode, PostalCode, Country } =
    address;
  const town = [City, CountrySubDivisionCode, PostalCode].filter(Boolean).join(' ');
  return [Line1, Line2, Line3, Line4, Line5, town, Country].filter((line): line is string =>
    Boolean(line),
  );
}
