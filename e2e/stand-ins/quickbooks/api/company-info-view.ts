import type { Company } from '../books/company.ts';

const stamp = '2024-01-15T09:00:00-08:00';

/** The country inside an address is ISO 3166 alpha-3 (Intuit, August 2025), the company's own alpha-2. */
const alpha3: Record<string, string> = { US: 'USA', GB: 'GBR', CA: 'CAN' };

const streets: Record<
  string,
  { Line1: string; City: string; CountrySubDivisionCode?: string; PostalCode: string }
> = {
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
};

/** `GET /companyinfo/{realm}`. Intuit: CompanyInfo. */
export function companyInfoView(company: Company): object {
  const address = { Id: '1', ...streets[company.like], Country: alpha3[company.country] };
  return {
    CompanyName: company.name,
    LegalName: company.name,
    CompanyAddr: address,
    CustomerCommunicationAddr: address,
    LegalAddr: address,
    CustomerCommunicationEmailAddr: { Address: 'office@harbour.example' },
    PrimaryPhone: { FreeFormNumber: '555-0100' },
    CompanyStartDate: '2024-01-15',
    FiscalYearStartMonth: 'January',
    Country: company.country,
    Email: { Address: 'office@harbour.example' },
    WebAddr: {},
    SupportedLanguages: 'en',
    DefaultTimeZone: company.zone,
    NameValue: [
      { Name: 'NeoEnabled', Value: 'true' },
      { Name: 'OfferingSku', Value: 'QuickBooks Online Plus' },
      { Name: 'SubscriptionStatus', Value: company.preferences.subscription },
    ],
    domain: 'QBO',
    sparse: false,
    Id: '1',
    SyncToken: '4',
    MetaData: { CreateTime: stamp, LastUpdatedTime: stamp },
  };
}
