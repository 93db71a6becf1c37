import { records } from './companies.ts';
import { group, type Row } from './row.ts';
import { sources } from './sources.ts';

const code = 'lines.0.taxCodeId';

const unusable = { path: code, problem: 'tax_code_unusable' } as const;
const missing = { path: code, problem: 'choose_tax_code' } as const;

const elsewhere = group(
  { source: sources.salesTaxElsewhere, resolution: { enter: { [code]: '2' } } },
  [
    {
      when: 'the line of a British invoice has no tax code',
      company: 'uk',
      typed: { [code]: null },
      quickbooks: { rejects: '6000' },
      finding: missing,
    },
    {
      when: 'the line of a Canadian invoice has no tax code',
      company: 'canada',
      source: sources.canadianTax,
      typed: { [code]: null },
      quickbooks: { rejects: '6000' },
      finding: missing,
    },
    {
      when: 'the line of a Canadian invoice with inclusive prices has no tax code',
      company: 'canada',
      source: sources.canadianTax,
      typed: { [code]: null, 'details.taxMode': 'inclusive' },
      quickbooks: { rejects: '6000' },
      finding: missing,
    },
    {
      when: 'the line of a British invoice has an American tax code',
      company: 'uk',
      typed: { [code]: 'TAX' },
      quickbooks: { rejects: '2500' },
      finding: unusable,
    },
    {
      when: 'the line of a Canadian invoice has an unknown tax code',
      company: 'canada',
      typed: { [code]: '77' },
      quickbooks: { rejects: '2500' },
      finding: unusable,
    },
    {
      when: 'the tax code was made inactive',
      company: 'uk',
      typed: { [code]: records.inactiveTaxCode },
      quickbooks: { rejects: '2500' },
      finding: unusable,
    },
    {
      when: 'the tax code is for purchases only',
      company: 'uk',
      source: sources.errorCodes,
      typed: { [code]: records.purchaseTaxCode },
      quickbooks: { rejects: '6160', element: 'TaxCodeRef' },
      finding: unusable,
    },
  ],
);

const american = group({ source: sources.errorCodes }, [
  {
    when: 'the line of an invoice with automated sales tax has the id of a tax code',
    company: 'us',
    typed: { [code]: '2' },
    quickbooks: { rejects: '6100', element: 'TaxCodeRef' },
    finding: unusable,
    resolution: { enter: { [code]: 'TAX' } },
  },
  {
    when: 'the line of an invoice has the id of a tax code',
    company: 'customNumbers',
    typed: { [code]: '2' },
    quickbooks: { rejects: '6100', element: 'TaxCodeRef' },
    finding: unusable,
    resolution: { enter: { [code]: 'TAX' } },
  },
  {
    when: 'the sales tax of the invoice is unknown',
    company: 'customNumbers',
    typed: { 'details.salesTaxCodeId': '99' },
    quickbooks: { rejects: '2500', element: 'TxnTaxCodeRef' },
    finding: { path: 'details.salesTaxCodeId', problem: 'tax_code_unusable' },
    resolution: { enter: { 'details.salesTaxCodeId': '2' } },
  },
  {
    when: 'the sales tax of the invoice is the one that only QuickBooks uses',
    company: 'customNumbers',
    typed: { 'details.salesTaxCodeId': 'CustomSalesTax' },
    quickbooks: { rejects: '6160', element: 'TxnTaxCodeRef' },
    finding: { path: 'details.salesTaxCodeId', problem: 'tax_code_unusable' },
    resolution: { enter: { 'details.salesTaxCodeId': '2' } },
  },
  {
    when: 'the sales tax of the invoice is a code of lines',
    company: 'customNumbers',
    typed: { 'details.salesTaxCodeId': 'TAX' },
    quickbooks: { rejects: '2500', element: 'TxnTaxCodeRef' },
    finding: { path: 'details.salesTaxCodeId', problem: 'tax_code_unusable' },
    resolution: { enter: { 'details.salesTaxCodeId': '2' } },
  },
]);

/** Tax codes of lines and of the whole invoice. */
export const taxRows: Row[] = [...elsewhere, ...american];
