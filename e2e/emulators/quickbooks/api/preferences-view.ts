import { currencyRef } from '../company/currency.ts';
import { enabledFields } from '../company/custom-fields.ts';
import type { Company } from '../company/realm.ts';

const stamp = '2024-01-15T09:00:00-08:00';

/**
 * `GET /preferences`.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/preferences
 */
export function preferencesView(company: Company): object {
  const { preferences } = company;
  return {
    AccountingInfoPrefs: {
      FirstMonthOfFiscalYear: 'January',
      UseAccountNumbers: false,
      TaxYearMonth: 'January',
      ClassTrackingPerTxn: preferences.classTracking === 'invoice',
      ClassTrackingPerTxnLine: preferences.classTracking === 'line',
      TrackDepartments: preferences.trackLocations,
      ...(preferences.trackLocations && { DepartmentTerminology: preferences.locationName }),
      CustomerTerminology: 'Customers',
      ...(preferences.bookCloseDate && { BookCloseDate: preferences.bookCloseDate }),
    },
    ProductAndServicesPrefs: {
      ForSales: true,
      ForPurchase: true,
      QuantityWithPriceAndRate: true,
      QuantityOnHand: false,
    },
    SalesFormsPrefs: salesForms(company),
    EmailMessagesPrefs: {
      InvoiceMessage: {
        Subject: `Invoice from ${company.name}`,
        Message: 'Your invoice is attached. Please remit payment at your earliest convenience.',
      },
    },
    TaxPrefs: {
      UsingSalesTax: preferences.usingSalesTax,
      ...(preferences.automatedSalesTax !== 'absent' && {
        PartnerTaxEnabled: preferences.automatedSalesTax === 'on',
      }),
      ...(preferences.defaultTaxCode && { TaxGroupCodeRef: { value: preferences.defaultTaxCode } }),
    },
    CurrencyPrefs: {
      MultiCurrencyEnabled: preferences.multiCurrency,
      HomeCurrency: currencyRef(company, company.currency),
    },
    TimeTrackingPrefs: { UseServices: true, BillCustomers: true },
    ReportPrefs: { ReportBasis: 'Accrual', CalcAgingReportFromTxnDate: false },
    OtherPrefs: {
      NameValue: [
        {
          Name: 'SalesFormsPrefs.DefaultCustomerMessage',
          Value: preferences.defaultMessage,
        },
        { Name: 'SalesFormsPrefs.DefaultItem', Value: preferences.defaultItem },
        { Name: 'DTXCopyMemo', Value: 'false' },
        { Name: 'WarnDuplicateCheckNumber', Value: 'true' },
        { Name: 'WarnDuplicateInvoiceNumber', Value: String(preferences.warnDuplicateNumbers) },
      ],
    },
    domain: 'QBO',
    sparse: false,
    Id: '1',
    SyncToken: '6',
    MetaData: { CreateTime: stamp, LastUpdatedTime: stamp },
  };
}

function salesForms(company: Company): object {
  const { preferences } = company;
  return {
    AllowDeposit: preferences.allowDeposit,
    AllowDiscount: preferences.allowDiscount,
    AllowEstimates: preferences.allowEstimates,
    AllowServiceDate: preferences.allowServiceDate,
    AllowShipping: preferences.allowShipping,
    AutoApplyCredit: preferences.autoApplyCredit,
    AutoApplyPayments: false,
    CustomTxnNumbers: preferences.customTxnNumbers,
    DefaultCustomerMessage: preferences.defaultMessage,
    ...(preferences.defaultTerms && { DefaultTerms: { value: preferences.defaultTerms } }),
    EmailCopyToCompany: false,
    ...(preferences.salesEmailCc && { SalesEmailCc: { Address: preferences.salesEmailCc } }),
    ...(preferences.salesEmailBcc && { SalesEmailBcc: { Address: preferences.salesEmailBcc } }),
    ETransactionAttachPDF: false,
    ETransactionEnabledStatus: preferences.onlinePayments ? 'Enabled' : 'NotApplicable',
    ETransactionPaymentEnabled: preferences.onlinePayments,
    IPNSupportEnabled: false,
    UsingPriceLevels: false,
    UsingProgressInvoicing: false,
    CustomField: customFieldSwitches(enabledFields(company)),
  };
}

/** Which of the three classic fields are on, and under which names. */
function customFieldSwitches(fields: Company['customFields']): object[] {
  const on = [1, 2, 3].map((n) => ({
    Name: `SalesFormsPrefs.UseSalesCustom${n}`,
    Type: 'BooleanType',
    BooleanValue: fields.some((field) => field.DefinitionId === String(n)),
  }));
  const names = fields.map((field) => ({
    Name: `SalesFormsPrefs.SalesCustomName${field.DefinitionId}`,
    Type: 'StringType',
    StringValue: field.Name,
  }));
  return [{ CustomField: on }, { CustomField: names }];
}
