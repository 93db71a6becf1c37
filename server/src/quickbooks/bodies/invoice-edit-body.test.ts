import { describe, expect, test } from 'vitest';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { makeProfile, makeTaxCode } from '../../testing/make-draft.ts';
import { makeQuickbooksInvoice } from '../../testing/make-quickbooks-invoice.ts';
import {
  allShown,
  asShown,
  detailOf,
  linesOf,
  parsedInvoice,
  salesLine,
} from '../../testing/raw-invoice.ts';
import type { InvoiceEdit } from '../gateway.ts';
import type { WireBody } from '../models.ts';
import { invoiceEditBody } from './invoice-edit-body.ts';

const named = { Id: '145', SyncToken: '3', sparse: true };
const us = makeProfile({ country: 'US', taxRegime: 'us_automatic' });

describe('invoiceEditBody sends only changed fields', () => {
  test.each<[string, InvoiceEdit, object]>([
    ['nothing', {}, {}],
    ['the due date', { dueDate: '2027-04-20' }, { DueDate: '2027-04-20' }],
    [
      'the term, repeating the due date',
      { termId: '3' },
      { SalesTermRef: { value: '3' }, DueDate: '2027-03-20' },
    ],
    [
      'the term and the due date',
      { termId: '3', dueDate: '2027-04-12' },
      { SalesTermRef: { value: '3' }, DueDate: '2027-04-12' },
    ],
    ['no term', { termId: null }, { SalesTermRef: null, DueDate: '2027-03-20' }],
    ['the message', { message: 'Thanks' }, { CustomerMemo: { value: 'Thanks' } }],
    ['no message', { message: '' }, { CustomerMemo: { value: '' } }],
    ['the memo', { memo: 'Deal 101' }, { PrivateNote: 'Deal 101' }],
    ['the address', { email: ' a@b.example ' }, { BillEmail: { Address: 'a@b.example' } }],
    ['a copy', { cc: 'c@d.example' }, { BillEmailCc: { Address: 'c@d.example' } }],
  ])('%s', (_, changes, body) => {
    const invoice = makeQuickbooksInvoice({ syncToken: '3' });
    expect(invoiceEditBody(invoice, changes, makeProfile())).toEqual({ ...named, ...body });
  });
});

describe('tax after lines changed', () => {
  const body = (differs: object, profile: CompanyProfile) => {
    const invoice = parsedInvoice(differs);
    return invoiceEditBody(invoice, { lines: allShown(invoice) }, profile);
  };

  const row = (rate: string, TaxPercent: number, NetAmountTaxable: number, Amount: number) => ({
    Amount,
    DetailType: 'TaxLineDetail',
    TaxLineDetail: {
      TaxRateRef: { value: rate },
      PercentBased: true,
      TaxPercent,
      NetAmountTaxable,
    },
  });

  test('sends the mode and a row for every rate outside the US', () => {
    const sent = body({ TxnTaxDetail: { TotalTax: 1, TaxLine: [{}] } }, makeProfile());
    expect(sent).toMatchObject({ GlobalTaxCalculation: 'TaxExcluded' });
    expect(sent.TxnTaxDetail).toEqual({
      TotalTax: 64,
      TaxLine: [row('vat20', 20, 300, 60), row('vat5', 5, 80, 4)],
    });
  });

  test('sends both rates of a group, and 0 for a rate that no longer applies', () => {
    const profile = makeProfile({
      taxCodes: [
        makeTaxCode('quebec', { gst: '5', qst: '9.975' }),
        makeTaxCode('on', { hst: '13' }),
      ],
    });
    const detail = {
      ItemRef: { value: '3' },
      Qty: 1,
      UnitPrice: 21.99,
      TaxCodeRef: { value: 'on' },
    };
    const TaxLine = [row('hst', 13, 21.99, 2.86), row('qst', 0, 0, 0)];
    const invoice = parsedInvoice({ TxnTaxDetail: { TotalTax: 2.86, TaxLine } }, [
      salesLine('1', { Amount: 21.99, detail }),
    ]);
    const lines = [{ ...asShown(invoice, 0), taxCodeId: 'quebec' }];
    expect(invoiceEditBody(invoice, { lines }, profile).TxnTaxDetail).toEqual({
      TotalTax: 3.29,
      TaxLine: [row('gst', 5, 21.99, 1.1), row('qst', 9.975, 21.99, 2.19), row('hst', 13, 0, 0)],
    });
  });

  test('uses the percentage of the invoice when the rate has changed', () => {
    const TaxLine = [row('vat20', 17.5, 300, 52.5), row('vat5', 5, 80, 4)];
    const sent = body({ TxnTaxDetail: { TotalTax: 56.5, TaxLine } }, makeProfile());
    expect(sent.TxnTaxDetail).toEqual({ TotalTax: 56.5, TaxLine });
  });

  test('sends no rows without tax or with an unknown code', () => {
    const untaxed = body({ GlobalTaxCalculation: 'NotApplicable' }, makeProfile());
    expect(untaxed).not.toHaveProperty('TxnTaxDetail');
    expect(body({}, makeProfile({ taxCodes: [] }))).not.toHaveProperty('TxnTaxDetail');
  });

  test('sends the tax code in the US without automated sales tax', () => {
    const profile = makeProfile({
      country: 'US',
      taxRegime: 'us_manual',
      taxCodes: [makeTaxCode('county', { county: '8' })],
    });
    const tax = { TotalTax: 8, TxnTaxCodeRef: { value: 'county' }, TaxLine: [{}] };
    const sent = body({ TxnTaxDetail: tax, GlobalTaxCalculation: undefined }, profile);
    expect(sent).toMatchObject({ TxnTaxDetail: { TxnTaxCodeRef: { value: 'county' } } });
    expect(sent.TxnTaxDetail).toEqual({ TxnTaxCodeRef: { value: 'county' } });
    expect(sent).not.toHaveProperty('GlobalTaxCalculation');
  });

  test('sends no tax in the US with automated sales tax', () => {
    const sent = body({ TxnTaxDetail: { TotalTax: 8 } }, us);
    expect(sent).not.toHaveProperty('TxnTaxDetail');
    expect(sent).not.toHaveProperty('GlobalTaxCalculation');
  });

  test('updates the gross amount of a changed tax-inclusive line', () => {
    const line = salesLine('1', {
      Amount: 100,
      detail: {
        ItemRef: { value: '3' },
        Qty: 1,
        UnitPrice: 100,
        TaxCodeRef: { value: 'standard' },
        TaxInclusiveAmt: 119.99,
      },
    });
    const invoice = parsedInvoice({ GlobalTaxCalculation: 'TaxInclusive' }, [line]);
    const shown = asShown(invoice, 0);
    const gross = ([first]: WireBody[]) => detailOf(first).TaxInclusiveAmt;
    expect(gross(linesOf(invoice, [shown]))).toBe(119.99);
    expect(gross(linesOf(invoice, [{ ...shown, quantity: '3' }]))).toBe(360);
    expect(gross(linesOf(invoice, [{ ...shown, taxCodeId: 'reduced' }]))).toBe(105);
    expect(gross(linesOf(invoice, [{ ...shown, taxCodeId: 'unknown' }]))).toBeUndefined();
  });
});
