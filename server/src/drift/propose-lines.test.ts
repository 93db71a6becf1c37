import { expect, it } from 'vitest';
import { makeQuickbooksInvoice } from '../testing/make-quickbooks-invoice.ts';
import { invoiceSnapshot } from './agreed-invoice.ts';
import type { DriftSources } from './drift-sources.ts';
import { canRestore } from './propose-lines.ts';

const invoiceOf = (...details: object[]) =>
  makeQuickbooksInvoice({
    raw: {
      lines: details.map((detail) => ({
        DetailType: 'SalesItemLineDetail',
        Amount: 40,
        SalesItemLineDetail: { ItemRef: { value: '6' }, Qty: 1, UnitPrice: 40, ...detail },
      })),
      taxCalculation: null,
      salesTaxCodeId: null,
    },
  });

it.each([
  [true, {}],
  [false, { ServiceDate: '2026-11-02' }],
  [false, { ClassRef: { value: '1' } }],
])('restores a deleted line only without service date and class: %s %j', (can, detail) => {
  const agreed = invoiceSnapshot(invoiceOf({}, { UnitPrice: 50, ...detail }));
  const sources = { agreed, row: { facts: invoiceOf({}) } } as unknown as DriftSources;
  expect(canRestore(sources)).toBe(can);
});
