import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Invoice } from '../company/entities.ts';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

/** Tax codes of the Canadian company and their rates. */
const codes = { hst: '2', gst: '3', quebec: '5' };
const rates = { hst: '3', gst: '4', qst: '6' };

const row = (rate: string, NetAmountTaxable: number, Amount: number) => ({
  Amount,
  DetailType: 'TaxLineDetail',
  TaxLineDetail: { TaxRateRef: { value: rate }, NetAmountTaxable },
});

const figures = ({ TotalAmt, TxnTaxDetail: { TotalTax, TaxLine } }: Invoice) => [
  TotalAmt,
  TotalTax,
  TaxLine?.map(({ Amount, TaxLineDetail }) => [TaxLineDetail.TaxRateRef.value, Amount]),
];

const open = async (settings: object = {}) => {
  realm = await emulator.openRealm('ca');
  await emulator.control('POST', '/settings', { realmId: realm.realmId, ...settings });
};

const write = (body: object) =>
  realm.call('POST', '/invoice', { GlobalTaxCalculation: 'TaxExcluded', ...body });

const make = async (amount: number, code: string | undefined, more: object = {}) => {
  const Line = [saleOf(amount, { code })];
  return write({ CustomerRef: { value: '1' }, Line, ...more });
};

const update = async (Line: object[], more: object = {}) => {
  const { Id, SyncToken } = (await make(100, codes.hst)).body.Invoice;
  return write({ Id, SyncToken, sparse: true, Line, ...more });
};

describe('a sparse update of the lines without tax rows', () => {
  test('keeps the stored tax', async () => {
    await open();
    const { body } = await update([saleOf(50, { code: codes.hst })]);
    expect(figures(body.Invoice)).toEqual([63, 13, [[rates.hst, 13]]]);
  });

  test('refuses a line whose tax rate has no row', async () => {
    await open();
    const { fault, detail } = await update([saleOf(100, { code: codes.gst })]);
    expect([fault, detail]).toEqual([
      '6000',
      `Business Validation Error: Invalid Tax Rate id - ${rates.gst}`,
    ]);
  });

  test('removes the rows when no tax applies', async () => {
    await open();
    const { body } = await update([saleOf(50)], { GlobalTaxCalculation: 'NotApplicable' });
    expect(figures(body.Invoice)).toEqual([50, 0, undefined]);
  });

  test('recomputes the tax when switched on', async () => {
    await open({ sparseTaxOutsideUs: 'worked_out' });
    const { body } = await update([saleOf(50, { code: codes.gst })]);
    expect(figures(body.Invoice)).toEqual([52.5, 2.5, [[rates.gst, 2.5]]]);
  });

  test('keeps the stored tax even when sent rows are recomputed', async () => {
    await open({ sentTaxOutsideUs: 'worked_out' });
    const { body } = await update([saleOf(50, { code: codes.hst })]);
    expect(figures(body.Invoice)).toEqual([63, 13, [[rates.hst, 13]]]);
  });
});

describe('sent tax rows', () => {
  const onlyGst = { TxnTaxDetail: { TaxLine: [row(rates.gst, 21.99, 1.1)] } };
  const both = {
    TxnTaxDetail: { TaxLine: [row(rates.gst, 21.99, 1.1), row(rates.qst, 0, 0)] },
  };

  test.each(['taken_over', 'worked_out'])(
    'are refused without a rate of the group: %s',
    async (position) => {
      await open({ sentTaxOutsideUs: position });
      expect((await make(21.99, codes.quebec, onlyGst)).fault).toBe('6000');
    },
  );

  test('are adopted unchanged: GST 1.10 on 21.99 and a QST of 0', async () => {
    await open();
    const { body } = await make(21.99, codes.quebec, both);
    expect(figures(body.Invoice)).toEqual([
      23.09,
      1.1,
      [
        [rates.gst, 1.1],
        [rates.qst, 0],
      ],
    ]);
  });

  test('are recomputed when switched on', async () => {
    await open({ sentTaxOutsideUs: 'worked_out' });
    const { body } = await make(21.99, codes.quebec, both);
    expect(figures(body.Invoice)).toEqual([
      25.28,
      3.29,
      [
        [rates.gst, 1.1],
        [rates.qst, 2.19],
      ],
    ]);
  });

  test('are refused with a rate that the company does not have', async () => {
    await open();
    const TaxLine = [row(rates.hst, 100, 13), row('999', 0, 0)];
    expect((await make(100, codes.hst, { TxnTaxDetail: { TaxLine } })).fault).toBe('6000');
  });
});
