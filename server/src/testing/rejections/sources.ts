const intuit = 'https://developer.intuit.com/app/developer/qbo/docs';

/** Pages that document, or recorded, what the rows of the table say. */
export const sources = {
  invoice: `${intuit}/api/accounting/all-entities/invoice`,
  customer: `${intuit}/api/accounting/all-entities/customer`,
  item: `${intuit}/api/accounting/all-entities/item`,
  preferences: `${intuit}/api/accounting/all-entities/preferences`,
  companyInfo: `${intuit}/api/accounting/all-entities/companyinfo`,
  errorCodes: `${intuit}/develop/troubleshooting/error-codes`,
  commonErrors: `${intuit}/develop/troubleshooting/handling-common-errors`,
  salesTaxUs: `${intuit}/workflows/manage-sales-tax-for-us-locales`,
  salesTaxElsewhere: `${intuit}/workflows/manage-sales-tax-for-non-us-locales`,
  currencies: `${intuit}/workflows/manage-multiple-currencies`,
  /** ISO-8859-1 in US companies; UTF-8 in requests. */
  basics: `${intuit}/learn/rest-api-features`,
  /** Recorded against Intuit's sandbox in September 2026. */
  sandbox:
    'https://github.com/LanternOps/breeze/blob/main/docs/integrations/quickbooks-sandbox-verification.md',
  /** A Canadian company's refusal of July 2025. */
  canadianTax: 'https://github.com/activepieces/activepieces/issues/8539',
} as const;
