import type { QuickbooksInvoice } from '../quickbooks/models.ts';

/** An open invoice of 100.00 before tax, as the gateway returns it. */
export const makeQuickbooksInvoice = (
  differs: Partial<QuickbooksInvoice> = {},
): QuickbooksInvoice => ({
  id: '145',
  syncToken: '0',
  number: '1042',
  customerId: '58',
  customerName: 'Brightwater Offices',
  currency: 'GBP',
  subtotal: '100.00',
  discount: '0.00',
  tax: '20.00',
  total: '120.00',
  balance: '120.00',
  deposit: '0.00',
  issueDate: '2027-03-13',
  dueDate: '2027-03-20',
  memo: '',
  message: '',
  email: 'accounts@brightwater.example',
  cc: '',
  lines: [
    {
      id: '1',
      itemId: '1',
      itemName: 'Services',
      description: '',
      quantity: '1',
      unitPrice: '100.00',
      amount: '100.00',
    },
  ],
  emailStatus: 'NotSet',
  termId: null,
  paymentIds: [],
  deliveredAt: null,
  eInvoiceStatus: null,
  createdAt: '2027-03-13T09:00:00-07:00',
  updatedAt: '2027-03-13T09:00:00-07:00',
  raw: {
    lines: [
      {
        Id: '1',
        LineNum: 1,
        Amount: 100,
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: {
          ItemRef: { value: '1', name: 'Services' },
          Qty: 1,
          UnitPrice: 100,
          TaxCodeRef: { value: 'standard' },
        },
      },
    ],
    taxCalculation: 'TaxExcluded',
    salesTaxCodeId: null,
  },
  ...differs,
});
