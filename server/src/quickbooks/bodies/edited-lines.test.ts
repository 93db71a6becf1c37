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
  sold,
  subtotal,
  told,
  without,
  words,
} from '../../testing/raw-invoice.ts';

const us = makeProfile({ country: 'US', taxRegime: 'us_automatic' });

describe('lines that stay', () => {
  test('are sent as they were told, by their ids, without the subtotal', () => {
    const invoice = told();
    expect(linesOf(invoice, allShown(invoice))).toEqual([
      numberless(desk),
      numberless(hours),
      numberless(words),
      bundle,
    ]);
  });

  test('disappear when they are left out, and follow the new order', () => {
    const invoice = told();
    const [first, second] = allShown(invoice);
    if (!first || !second) throw new Error('No lines');
    expect(linesOf(invoice, [second]).map((line) => line.Id)).toEqual(['2']);
    expect(linesOf(invoice, [second, first]).map((line) => line.Id)).toEqual(['2', '1']);
  });

  test('an amount without quantity and price stays one', () => {
    const flat = sold('1', { Amount: 50, detail: { ItemRef: { value: '2' } } });
    const invoice = told({}, [flat]);
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
    const invoice = told({}, [desk, subtotal, discount(detail)]);
    expect(linesOf(invoice, allShown(invoice)).at(-1)).toEqual(sent);
  });
});

describe('lines that change', () => {
  const edited = (differs: Partial<EditedLine>, invoice = told(), profile = makeProfile()) =>
    linesOf(invoice, [{ ...asShown(invoice, 0), ...differs }], profile)[0];

  test('figures: the amount is price times quantity to the cent, all else stays', () => {
    const line = edited({ quantity: '3', unitPrice: '33.335' });
    expect(line).toEqual({
      ...numberless(desk),
      Amount: 100.01,
      SalesItemLineDetail: { ...desk.SalesItemLineDetail, Qty: 3, UnitPrice: 33.335 },
    });
  });

  test('figures typed in another way are the same figures', () => {
    expect(edited({ quantity: '2.0', unitPrice: '150,00' })).toEqual(numberless(desk));
  });

  test('an emptied description is sent as empty', () => {
    expect(edited({ description: '' })).toMatchObject({ Id: '1', Description: '' });
  });

  test('another item: its account is not the old one, the tax code stays', () => {
    const line = edited({ itemId: '6' });
    expect(detailOf(line)).toMatchObject({
      ItemRef: { value: '6' },
      TaxCodeRef: { value: 'standard' },
    });
    expect(detailOf(line)).not.toHaveProperty('ItemAccountRef');
  });

  test('another item in the US brings its own taxability', () => {
    const taxed = sold('1', {
      Amount: 80,
      detail: { ItemRef: { value: '2' }, Qty: 1, UnitPrice: 80, TaxCodeRef: { value: 'NON' } },
    });
    const invoice = told({ GlobalTaxCalculation: undefined }, [taxed]);
    expect(detailOf(edited({ itemId: '6' }, invoice, us))).not.toHaveProperty('TaxCodeRef');
    expect(detailOf(edited({ quantity: '2' }, invoice, us))).toMatchObject({
      TaxCodeRef: { value: 'NON' },
    });
  });

  test('words stay words, and become a line when they get figures', () => {
    const invoice = told({}, [words]);
    expect(edited({ description: 'Agreed' }, invoice)).toEqual({
      ...numberless(words),
      Description: 'Agreed',
    });
    const priced = edited({ itemId: '6', quantity: '1', unitPrice: '5' }, invoice);
    expect(priced).toMatchObject({ DetailType: 'SalesItemLineDetail', Amount: 5 });
    expect(priced).not.toHaveProperty('Id');
  });

  test('a bundle stays as it is', () => {
    expect(edited({ quantity: '9', description: 'x' }, told({}, [bundle]))).toEqual(bundle);
  });
});

describe('lines that are new', () => {
  test('have no id, and the tax code that was chosen', () => {
    const invoice = told();
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
    const [sent] = linesOf(told(differs), [line], profile);
    expect(detailOf(sent).TaxCodeRef).toEqual(code === null ? undefined : { value: code });
  });

  test('without item and figures are words', () => {
    const [sent] = linesOf(told(), [
      { ...newLine, itemId: null, quantity: '', unitPrice: '', description: 'Thank you' },
    ]);
    expect(sent).toEqual({
      DetailType: 'DescriptionOnly',
      Description: 'Thank you',
      DescriptionLineDetail: {},
    });
  });
});
