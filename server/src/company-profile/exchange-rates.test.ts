import { describe, expect, test } from 'vitest';
import type { DraftForm } from '../drafts/contract.ts';
import { type DraftFixture, openDraftFixture } from '../testing/draft-fixture.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';

type ForeignInvoice = { ExchangeRate: number; HomeTotalAmt: number; TotalAmt: number };

const euroForm = async (fixture: DraftFixture) => {
  const form = await fixture.form('foreignCurrency');
  expect(form.content.details).toMatchObject({ currency: 'EUR' });
  return form;
};

const made = async (fixture: DraftFixture) => (await fixture.made()) as unknown as ForeignInvoice[];

const withDetails = <F extends { content: DraftForm['content'] }>(form: F, differs: object): F => ({
  ...form,
  content: { ...form.content, details: { ...form.content.details, ...differs } },
});

const rateOf = async (fixture: DraftFixture, date: string, user = fixture.company.owner) =>
  fixture.call(user, 'company-profile/exchangeRate', { currency: 'EUR', date });

describe.concurrent('an invoice in a foreign currency', () => {
  test('is created with the rate of its date, which the form was filled with', async () => {
    const fixture = await openDraftFixture('uk');
    const form = await euroForm(fixture);
    const rate = Number(form.content.details.exchangeRate?.rate);
    expect(rate).toBeGreaterThan(0.85);
    await fixture.forgetCalls();
    const { body } = await fixture.create(form);
    expect(body).toMatchObject({ state: 'created' });
    expect(await fixture.calls()).toEqual(['POST invoice']);
    const [invoice] = await made(fixture);
    expect(invoice).toMatchObject({
      ExchangeRate: rate,
      HomeTotalAmt: Number((rate * (invoice?.TotalAmt ?? 0)).toFixed(2)),
    });
  });

  test('accepts the rate of another date and rejects one that QuickBooks never returned', async () => {
    const fixture = await openDraftFixture('uk');
    const form = await euroForm(fixture);
    const { body } = await rateOf(fixture, '2026-08-31');
    expect(body).toEqual({ rate: '0.86' });
    const rate = { currency: 'EUR', date: '2026-08-31', rate: '0.86', from: 'quickbooks' };
    const dates = { issueDate: '2026-08-31', dueDate: '2026-09-30' };
    for (const wrong of [{ rate: '0.87' }, { date: '2026-09-01', rate: '0.86' }]) {
      const otherDates = { ...dates, issueDate: wrong.date ?? dates.issueDate };
      const refused = withDetails(form, { ...otherDates, exchangeRate: { ...rate, ...wrong } });
      expect(await fixture.create(refused)).toMatchObject({
        status: 422,
        body: { error: { fields: [{ path: 'details.exchangeRate', problem: 'rate_unknown' }] } },
      });
    }
    expect(await made(fixture)).toEqual([]);
    const sent = await fixture.create(withDetails(form, { ...dates, exchangeRate: rate }));
    expect(sent.body.state).toBe('created');
    expect(await made(fixture)).toMatchObject([{ ExchangeRate: 0.86 }]);
  });

  test('is not created without a rate, but with a typed one', async () => {
    const fixture = await openDraftFixture('uk');
    const form = await euroForm(fixture);
    expect(await fixture.create(withDetails(form, { exchangeRate: undefined }))).toMatchObject({
      status: 422,
      body: { error: { fields: [{ path: 'details.exchangeRate', problem: 'required' }] } },
    });
    const { currency, issueDate: date } = form.content.details;
    const exchangeRate = { currency, date, rate: '0,9', from: 'typed' };
    expect((await fixture.create(withDetails(form, { exchangeRate }))).body.state).toBe('created');
    expect(await made(fixture)).toMatchObject([{ ExchangeRate: 0.9 }]);
  });

  test.each([false, true])(
    'keeps its rate when its lines are edited (QuickBooks drops a rate that is not sent: %s)',
    async (lineEditsDropRate) => {
      const fixture = await openInvoiceFixture('uk', { deal: 'foreignCurrency' });
      await fixture.switches({ lineEditsDropRate });
      const { lines } = await fixture.show();
      const [line] = lines;
      if (!line) throw new Error('no line');
      const { itemId, description } = line;
      const edited = { index: 0, itemId, description, quantity: '2', unitPrice: '50' };
      await fixture.changeInQuickbooks({ ExchangeRate: 0.9 });
      const answer = await fixture.act('edit', { changes: { lines: [edited] } });
      expect(answer.status).toBe(200);
      expect(await fixture.inQuickbooks()).toMatchObject({ ExchangeRate: 0.9 });
    },
  );
});

describe.concurrent('exchangeRate', () => {
  test('reads a rate at most once an hour', async () => {
    const fixture = await openDraftFixture('uk');
    await fixture.forgetCalls();
    await rateOf(fixture, '2026-08-31');
    await rateOf(fixture, '2026-08-31');
    expect(await fixture.calls()).toEqual(['GET exchangerate']);
    fixture.clock.advance(60 * 60_000);
    await rateOf(fixture, '2026-08-31');
    expect(await fixture.calls()).toHaveLength(2);
  });

  test('returns null when QuickBooks has no rate, and 503 while it is unavailable', async () => {
    const fixture = await openDraftFixture('uk');
    const input = { currency: 'XYZ', date: '2026-08-31' };
    const { body } = await fixture.call(
      fixture.company.owner,
      'company-profile/exchangeRate',
      input,
    );
    expect(body).toEqual({ rate: null });
    await fixture.fault({ fault: 'status', status: 503, times: 2 }, '');
    expect((await rateOf(fixture, '2026-08-30')).status).toBe(503);
  });

  test('rejects a colleague with 403', async () => {
    const fixture = await openDraftFixture('uk');
    expect((await rateOf(fixture, '2026-08-31', fixture.company.colleague)).status).toBe(403);
  });
});
