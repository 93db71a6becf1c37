import { describe, expect, test } from 'vitest';
import { makeBooks, makeDraft, makeLine, makeTaxCode } from '../testing/make-draft.ts';
import { invoiceTotals } from './invoice-totals.ts';

const canada = makeBooks({
  country: 'CA',
  homeCurrency: 'CAD',
  currencies: ['CAD'],
  taxCodes: [makeTaxCode('hst', { hst13: '13' }), makeTaxCode('gst-pst', { gst: '5', pst: '7' })],
});

describe('prices that contain the tax', () => {
  test('the gross is kept and the tax is what remains (Canada, 13 %)', () => {
    const totals = invoiceTotals(
      makeDraft({
        lines: [
          makeLine({ key: 'a', unitPrice: '9.00', taxCodeId: 'hst' }),
          makeLine({ key: 'b', unitPrice: '3.00', taxCodeId: 'hst' }),
        ],
        discount: { kind: 'percent', value: '20' },
        details: { taxMode: 'inclusive', currency: 'CAD' },
      }),
      canada,
    );
    expect(totals.lines.map(({ amount }) => amount)).toEqual(['7.96', '2.65']);
    expect(totals).toMatchObject({
      subtotal: '10.61',
      discount: '2.12',
      tax: '1.11',
      taxRows: [{ name: 'hst13', percent: '13', base: '8.49', tax: '1.11' }],
      total: '9.60',
      complete: true,
    });
  });
});
