import { describe, expect, test } from 'vitest';
import type { DraftForm } from '../drafts/contract.ts';
import { openInvoiceDesk } from '../testing/invoice-desk.ts';
import { type Desk, openDesk } from '../testing/sales-desk.ts';

type ForeignInvoice = { ExchangeRate: number; HomeTotalAmt: number; TotalAmt: number };

const euroForm = async (desk: Desk) => {
  const form = await desk.form('foreignCurrency');
  expect(form.content.details).toMatchObject({ currency: 'EUR' });
  return form;
};

const made = async (desk: Desk) => (await desk.made()) as unknown as ForeignInvoice[];

const withDetails = <F extends { content: DraftForm['content'] }>(form: F, differs: object): F => ({
  ...form,
  content: { ...form.content, details: { ...form.content.details, ...differs } },
});

const rateOf = async (desk: Desk, date: string, user = desk.company.holder) =>
  desk.call(user, 'books/exchangeRate', { currency: 'EUR', date });

describe.concurrent('an invoice in a foreign currency', () => {
  test('is booked at the rate of its date, which came with the form', async () => {
    const desk = await openDesk('uk');
    const form = await euroForm(desk);
    const rate = Number(form.content.details.exchangeRate?.rate);
    expect(rate).toBeGreaterThan(0.85);
    await desk.forgetCalls();
    const { body } = await desk.create(form);
    expect(body).toMatchObject({ state: 'created' });
    expect(await desk.calls()).toEqual(['POST invoice']);
    const [invoice] = await made(desk);
    expect(invoice).toMatchObject({
      ExchangeRate: rate,
      HomeTotalAmt: Number((rate * (invoice?.TotalAmt ?? 0)).toFixed(2)),
    });
  });

  test('takes the rate of another date, and refuses one that QuickBooks never gave', async () => {
    const desk = await openDesk('uk');
    const form = await euroForm(desk);
    const { body } = await rateOf(desk, '2026-08-31');
    expect(body).toEqual({ rate: '0.86' });
    const rate = { currency: 'EUR', date: '2026-08-31', rate: '0.86', from: 'quickbooks' };
    const dates = { issueDate: '2026-08-31', dueDate: '2026-09-30' };
    for (const wrong of [{ rate: '0.87' }, { date: '2026-09-01', rate: '0.86' }]) {
      const other = { ...dates, issueDate: wrong.date ?? dates.issueDate };
      const refused = withDetails(form, { ...other, exchangeRate: { ...rate, ...wrong } });
      expect(await desk.create(refused)).toMatchObject({
        status: 422,
        body: { error: { fields: [{ path: 'details.exchangeRate', problem: 'rate_unknown' }] } },
      });
    }
    expect(await made(desk)).toEqual([]);
    const sent = await desk.create(withDetails(form, { ...dates, exchangeRate: rate }));
    expect(sent.body.state).toBe('created');
    expect(await made(desk)).toMatchObject([{ ExchangeRate: 0.86 }]);
  });

  test('is not created without a rate; a typed rate is the way out', async () => {
    const desk = await openDesk('uk');
    const form = await euroForm(desk);
    expect(await desk.create(withDetails(form, { exchangeRate: undefined }))).toMatchObject({
      status: 422,
      body: { error: { fields: [{ path: 'details.exchangeRate', problem: 'required' }] } },
    });
    const { currency, issueDate: date } = form.content.details;
    const exchangeRate = { currency, date, rate: '0,9', from: 'typed' };
    expect((await desk.create(withDetails(form, { exchangeRate }))).body.state).toBe('created');
    expect(await made(desk)).toMatchObject([{ ExchangeRate: 0.9 }]);
  });

  test.each([false, true])(
    'keeps its rate when its lines are edited; QuickBooks forgets one that is not sent: %s',
    async (lineEditsDropRate) => {
      const desk = await openInvoiceDesk('uk', { deal: 'foreignCurrency' });
      await desk.switches({ lineEditsDropRate });
      const { lines } = await desk.show();
      const [line] = lines;
      if (!line) throw new Error('no line');
      const { itemId, description } = line;
      const edited = { index: 0, itemId, description, quantity: '2', unitPrice: '50' };
      await desk.changeInBooks({ ExchangeRate: 0.9 });
      const answer = await desk.act('edit', { changes: { lines: [edited] } });
      expect(answer.status).toBe(200);
      expect(await desk.inBooks()).toMatchObject({ ExchangeRate: 0.9 });
    },
  );
});

describe.concurrent('the rate of a date', () => {
  test('is read once an hour', async () => {
    const desk = await openDesk('uk');
    await desk.forgetCalls();
    await rateOf(desk, '2026-08-31');
    await rateOf(desk, '2026-08-31');
    expect(await desk.calls()).toEqual(['GET exchangerate']);
    desk.clock.advance(60 * 60_000);
    await rateOf(desk, '2026-08-31');
    expect(await desk.calls()).toHaveLength(2);
  });

  test('is null where QuickBooks has none, and an error while it is silent', async () => {
    const desk = await openDesk('uk');
    const input = { currency: 'XYZ', date: '2026-08-31' };
    const { body } = await desk.call(desk.company.holder, 'books/exchangeRate', input);
    expect(body).toEqual({ rate: null });
    await desk.fault({ fault: 'status', status: 503, times: 2 }, '');
    expect((await rateOf(desk, '2026-08-30')).status).toBe(503);
  });

  test('is told to the connection owner only', async () => {
    const desk = await openDesk('uk');
    expect((await rateOf(desk, '2026-08-31', desk.company.colleague)).status).toBe(403);
  });
});
