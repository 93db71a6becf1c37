import { describe, expect, test } from 'vitest';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { makeProfile } from '../../testing/make-draft.ts';
import {
  allShown,
  asShown,
  bundle,
  desk,
  detailOf,
  discount,
  type EditedLine,
  hours,
  linesOf,
  newLine,
  numberless,
  parsedInvoice,
  salesLine,
  subtotal,
  textLine,
  without,
} from '../../testing/raw-invoice.ts';

const us = makeProfile({ country: 'US', taxRegime: 'us_automatic' });

describe('unchanged lines', () => {
  test('are sent unchanged with their ids, without the subtotal', () => {
    const invoice = parsedInvoice();
    expect(linesOf(invoice, allShown(invoice))).toEqual([
      numberless(desk),
      numberless(hours),
      numberless(textLine),
      bundle,
    ]);
  });

  test('are deleted when left out, and follow the new order', () => {
    const invoice = parsedInvoice();
    const [first, second] = allShown(invoice);
    if (!first || !second) throw new Error('No lines');
    expect(linesOf(invoice, [second]).map((line) => line.Id)).toEqual(['2']);
    expect(linesOf(invoice, [second, first]).map((line) => line.Id)).toEqual(['2', '1']);
  });

  test('keep an amount without quantity and price', () => {
    const flat = salesLine('1', { Amount: 50, detail: { ItemRef: { value: '2' } } });
    const invoice = parsedInvoice({}, [flat]);
    const renamed = { ...asShown(invoice, 0), description: 'Deposit' };
    expect(linesOf(invoice, [renamed])).toEqual([{ ...numberless(flat), Description: 'Deposit' }]);
  });

  test.each<[string, object, object]>([
    [
      'a percentage, worked out again by QuickBooks',
      { PercentBased: true, DiscountPercent: 10 },
      without(discount({ PercentBased: true, DiscountPercent: 10 }), 'Amount'),
    ],
    ['an amount', { PercentBased: false }, discount({ PercentBased: false })],
  ])('the discount: %s', (_, detail, sent) => {
    const invoice = parsedInvoice({}, [desk, subtotal, discount(detail)]);
    expect(linesOf(invoice, allShown(invoice)).at(-1)).toEqual(sent);
  });
});

describe('changed lines', () => {
  const edited = (
    differs: Partial<EditedLine>,
    invoice = parsedInvoice(),
    profile = makeProfile(),
  ) => linesOf(invoice, [{ ...asShown(invoice, 0), ...differs }], profile)[0];

  test('get the amount price times quantity to the cent and keep everything else', () => {
    const line = edited({ quantity: '3', unitPrice: '33.335' });
    expect(line).toEqual({
      ...numberless(desk),
      Amount: 100.01,
      SalesItemLineDetail: { ...desk.SalesItemLineDetail, Qty: 3, UnitPrice: 33.335 },
    });
  });

  test('are unchanged when the same number is written differently', () => {
    expect(edited({ quantity: '2.0', unitPrice: '150,00' })).toEqual(numberless(desk));
  });

  test('send an empty description', () => {
    expect(edited({ description: '' })).toMatchObject({ Id: '1', Description: '' });
  });

  test('with another item drop the old account and keep the tax code', () => {
    const line = edited({ itemId: '6' });
    expect(detailOf(line)).toMatchObject({
      ItemRef: { value: '6' },
      TaxCodeRef: { value: 'standard' },
    });
    expect(detailOf(line)).not.toHaveProperty('ItemAccountRef');
  });

  test('with another item in the US use its taxability', () => {
    const taxed = salesLine('1', {
      Amount: 80,
      detail: { ItemRef: { value: '2' }, Qty: 1, UnitPrice: 80, TaxCodeRef: { value: 'NON' } },
    });
    const invoice = parsedInvoice({ GlobalTaxCalculation: undefined }, [taxed]);
    expect(detailOf(edited({ itemId: '6' }, invoice, us))).not.toHaveProperty('TaxCodeRef');
    expect(detailOf(edited({ quantity: '2' }, invoice, us))).toMatchObject({
      TaxCodeRef: { value: 'NON' },
    });
  });

  test('text lines stay text and become sales lines with figures', () => {
    const invoice = parsedInvoice({}, [textLine]);
    expect(edited({ description: 'Agreed' }, invoice)).toEqual({
      ...numberless(textLine),
      Description: 'Agreed',
    });
    const priced = edited({ itemId: '6', quantity: '1', unitPrice: '5' }, invoice);
    expect(priced).toMatchObject({ DetailType: 'SalesItemLineDetail', Amount: 5 });
    expect(priced).not.toHaveProperty('Id');
  });

  test('bundles stay unchanged', () => {
    expect(edited({ quantity: '9', description: 'x' }, parsedInvoice({}, [bundle]))).toEqual(
      bundle,
    );
  });
});

describe('new lines', () => {
  test('have no id and the chosen tax code', () => {
    const invoice = parsedInvoice();
    const chosen = { ...newLine, taxCodeId: 'reduced' };
    const lines = linesOf(invoice, [asShown(invoice, 1), chosen, asShown(invoice, 0)]);
    expect(lines[1]).toEqual({
      DetailType: 'SalesItemLineDetail',
      Description: 'Delivery',
      Amount: 25,
      SalesItemLineDetail: {
        ItemRef: { value: '6' },
        Qty: 1,
        UnitPrice: 25,
        TaxCodeRef: { value: 'reduced' },
      },
    });
  });

  test.each<[string, EditedLine, object, CompanyProfile, string | null]>([
    ['none that was not chosen', newLine, {}, makeProfile(), null],
    ['the one named', { ...newLine, taxCodeId: 'zero' }, {}, makeProfile(), 'zero'],
    ['none without tax', newLine, { GlobalTaxCalculation: 'NotApplicable' }, makeProfile(), null],
    ['none in the US', newLine, {}, us, null],
  ])('tax code: %s', (_, line, differs, profile, code) => {
    const [sent] = linesOf(parsedInvoice(differs), [line], profile);
    expect(detailOf(sent).TaxCodeRef).toEqual(code === null ? undefined : { value: code });
  });

  test('without item and figures are text lines', () => {
    const [sent] = linesOf(parsedInvoice(), [
      { ...newLine, itemId: null, quantity: '', unitPrice: '', description: 'Thank you' },
    ]);
    expect(sent).toEqual({
      DetailType: 'DescriptionOnly',
      Description: 'Thank you',
      DescriptionLineDetail: {},
    });
  });
});
