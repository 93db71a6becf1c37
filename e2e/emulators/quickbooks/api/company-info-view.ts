import { companyAddress, companyEmail } from '../company/company-address.ts';
import type { Company } from '../company/realm.ts';

const stamp = '2024-01-15T09:00:00-08:00';

/**
 * `GET /companyinfo/{realm}`.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/companyinfo
 */
export function companyInfoView(company: Company): object {
  const address = companyAddress(company);
  const { defaultTimeZone } = company.preferences;
  return {
    CompanyName: company.name,
    LegalName: company.name,
    CompanyAddr: address,
    CustomerCommunicationAddr: address,
    LegalAddr: address,
    CustomerCommunicationEmailAddr: { Address: companyEmail },
    PrimaryPhone: { FreeFormNumber: '555-0100' },
    CompanyStartDate: '2024-01-15',
    FiscalYearStartMonth: 'January',
    Country: company.country,
    Email: { Address: companyEmail },
    WebAddr: {},
    SupportedLanguages: 'en',
    DefaultTimeZone: defaultTimeZone === undefined ? company.zone : (defaultTimeZone ?? undefined),
    NameValue: [
      { Name: 'NeoEnabled', Value: 'true' },
      { Name: 'OfferingSku', Value: company.preferences.plan },
      { Name: 'SubscriptionStatus', Value: company.preferences.subscription },
    ],
    domain: 'QBO',
    sparse: false,
    Id: '1',
    SyncToken: '4',
    MetaData: { CreateTime: stamp, LastUpdatedTime: stamp },
  };
}
