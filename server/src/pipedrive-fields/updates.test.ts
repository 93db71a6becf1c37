import { beforeEach, describe, expect, it } from 'vitest';
import { installFor } from '../testing/make-company.ts';
import { openPipedriveFieldsFixture } from '../testing/pipedrive-fields-fixture.ts';
import { dealFacts } from './contract.ts';
import { burstMs } from './dirty-records.ts';

let fixture: Awaited<ReturnType<typeof openPipedriveFieldsFixture>>;
beforeEach(async () => {
  fixture = await openPipedriveFieldsFixture();
});

const dollars = (value: number) => ({ value, currency: 'USD' });
const day = 86_400_000;

describe('the fields of a deal', () => {
  it('follow a payment that was booked in QuickBooks', async () => {
    await fixture.enable(...dealFacts);
    await fixture.update();
    const number = (await fixture.row())?.number;
    expect(await fixture.values()).toMatchObject({
      amountDue: dollars(100),
      total: dollars(100),
      paid: dollars(0),
      status: 1,
      number,
      link: expect.stringContaining(`txnId=${fixture.invoiceId}`),
      lastPaymentDate: null,
    });
    await fixture.pay(40, '2026-11-20');
    await fixture.refreshAndUpdate();
    expect(await fixture.values()).toMatchObject({
      amountDue: dollars(60),
      paid: dollars(40),
      status: 2,
      lastPaymentDate: '2026-11-20',
      lastPaymentAmount: dollars(40),
    });
  });

  it('are written once for a burst of changes, and not without a change', async () => {
    await fixture.enable('amountDue');
    await fixture.update();
    const before = (await fixture.writes()).length;
    for (const amount of [10, 20, 30]) {
      await fixture.pay(amount);
      await fixture.refresh();
      fixture.clock.advance(500);
      await fixture.update();
    }
    expect(await fixture.writes()).toHaveLength(before);
    fixture.clock.advance(burstMs);
    await fixture.update();
    const code = await fixture.codeOf('amountDue');
    expect((await fixture.writes()).slice(before)).toEqual([
      {
        path: `/api/v2/deals/${fixture.dealId}`,
        body: { custom_fields: { [code]: dollars(40) } },
      },
    ]);
    await fixture.refreshAndUpdate();
    expect(await fixture.writes()).toHaveLength(before + 1);
  });

  it('keep the currency of the invoice and leave the value of the deal alone', async () => {
    const british = await openPipedriveFieldsFixture('uk');
    const deal = () => british.dependencies.pipedrive.deal(british.company.owner, british.dealId);
    const { value, currency } = await deal();
    expect(currency).not.toBe('GBP');
    await british.enable('total');
    await british.update();
    expect(await british.values()).toMatchObject({ total: { currency: 'GBP' } });
    expect(await deal()).toMatchObject({ value, currency });
  });

  it('become overdue on the day after the due date, without a call to QuickBooks', async () => {
    await fixture.enable('status');
    await fixture.update();
    await fixture.forgetCalls();
    expect(await fixture.update()).toBe(0);
    fixture.clock.advance(100 * day);
    await fixture.update();
    expect(await fixture.values()).toMatchObject({ status: 3 });
    expect(await fixture.calls()).toEqual([]);
  });

  it('follow links that are removed and added', async () => {
    await fixture.enable('total', 'number');
    await fixture.update();
    const links = { dealId: fixture.dealId, invoiceIds: [fixture.invoiceId] };
    await fixture.call(fixture.company.owner, 'deal-links/unlink', links);
    fixture.clock.advance(burstMs);
    await fixture.update();
    expect(await fixture.values()).toMatchObject({ total: null, number: null });
    await fixture.call(fixture.company.owner, 'deal-links/link', links);
    fixture.clock.advance(burstMs);
    await fixture.update();
    expect(await fixture.values()).toMatchObject({ total: dollars(100) });
  });

  it('follow a void and a deletion', async () => {
    await fixture.enable('status', 'amountDue', 'link');
    await fixture.update();
    await fixture.act('void');
    fixture.clock.advance(burstMs);
    await fixture.update();
    expect(await fixture.values()).toMatchObject({ status: 5, amountDue: dollars(0) });
    await fixture.deleteInQuickbooks(fixture.invoiceId);
    await fixture.refreshAndUpdate();
    expect(await fixture.values()).toMatchObject({ status: 6, amountDue: null, link: null });
  });

  it('are written again when the deal was marked during the write', async () => {
    await fixture.enable('amountDue');
    await fixture.update();
    await fixture.pay(10);
    await fixture.refresh();
    fixture.clock.advance(burstMs);
    const { pipedrive } = fixture.dependencies;
    const { setFields } = pipedrive;
    pipedrive.setFields = async (...write) => {
      pipedrive.setFields = setFields;
      const answer = await setFields(...write);
      await fixture.pay(20);
      await fixture.refresh();
      return answer;
    };
    await fixture.update();
    fixture.clock.advance(burstMs);
    await fixture.update();
    expect(await fixture.values()).toMatchObject({ amountDue: dollars(70) });
  });
});

describe('a field that was deleted in Pipedrive', () => {
  it('stops only itself, is shown as a problem, and can be created again', async () => {
    await fixture.enable('amountDue', 'paid');
    await fixture.update();
    await fixture.inPipedrive('DELETE', `fields/deal/${await fixture.codeOf('amountDue')}`);
    await fixture.pay(40);
    await fixture.refreshAndUpdate();
    expect(await fixture.values()).toMatchObject({ paid: dollars(40) });
    expect(await fixture.shown('amountDue')).toMatchObject({ enabled: true, problem: 'deleted' });
    expect(await fixture.shown('paid')).toMatchObject({ problem: null });
    const before = (await fixture.writes()).length;
    await fixture.pay(10);
    await fixture.refreshAndUpdate();
    // No further attempt with the deleted field.
    expect(await fixture.writes()).toHaveLength(before + 1);
    await fixture.enable('amountDue');
    await fixture.update();
    expect(await fixture.shown('amountDue')).toMatchObject({ problem: null });
    expect(await fixture.values()).toMatchObject({ amountDue: dollars(50), paid: dollars(50) });
  });
});

describe('Pipedrive refuses', () => {
  it('an archived deal: it is listed and the others go on', async () => {
    await fixture.enable('amountDue');
    await fixture.update();
    await fixture.changeDeal({ is_archived: true });
    await fixture.pay(40);
    await fixture.refreshAndUpdate();
    expect((await fixture.show()).failures).toMatchObject([
      { of: 'deal', id: fixture.dealId, reason: 'forbidden' },
    ]);
    const attempts = (await fixture.writes()).length;
    fixture.clock.advance(day / 24);
    await fixture.update();
    expect(await fixture.writes()).toHaveLength(attempts);
    await fixture.changeDeal({ is_archived: false });
    await fixture.pay(10);
    await fixture.refreshAndUpdate();
    expect((await fixture.show()).failures).toEqual([]);
    expect(await fixture.values()).toMatchObject({ amountDue: dollars(50) });
  });

  it('a hidden deal: it is forgotten', async () => {
    await fixture.enable('amountDue');
    await fixture.hideDeal(fixture.dealId);
    await fixture.update();
    const attempts = (await fixture.writes()).length;
    fixture.clock.advance(day / 24);
    await fixture.update();
    expect(await fixture.writes()).toHaveLength(attempts);
    expect(await fixture.show()).toMatchObject({ failures: [], waiting: 0 });
  });

  it('a value without a reason: the deal is listed with the message', async () => {
    await fixture.enable('amountDue', 'number');
    await fixture.faultOnWrite({
      fault: 'status',
      status: 400,
      body: JSON.stringify({ success: false, error: 'Validation failed' }),
      times: 1,
    });
    await fixture.update();
    expect((await fixture.show()).failures).toMatchObject([
      { of: 'deal', id: fixture.dealId, reason: 'refused', said: 'Validation failed' },
    ]);
  });

  it.each([
    [{ fault: 'status', status: 429, headers: { 'retry-after': '1' } }],
    [{ fault: 'status', status: 403, body: '<html>blocked</html>' }],
    [{ fault: 'status', status: 503 }],
    [{ fault: 'reset-after' }],
  ])('for now (%o): the deal is written later', async (fault) => {
    await fixture.enable('amountDue');
    await fixture.faultOnWrite({ ...fault, times: 1 });
    await fixture.update();
    expect(await fixture.show()).toMatchObject({ waiting: 1, failures: [] });
    await expect
      .poll(async () => {
        fixture.clock.advance(60_000);
        await fixture.update();
        return (await fixture.show()).waiting;
      })
      .toBe(0);
    expect(await fixture.values()).toMatchObject({ amountDue: dollars(100) });
  });
});

describe('the permission of the connection owner', () => {
  it('ends: updates wait, settings say so, and a new installation continues', async () => {
    const { owner } = fixture.company;
    await fixture.enable('amountDue');
    await fixture.update();
    await fixture.pay(40);
    await fixture.refresh();
    await fixture.inPipedrive('POST', 'grants/expire', { ...owner, what: 'refresh' });
    fixture.clock.advance(burstMs);
    await fixture.update();
    const { colleague } = fixture.company;
    expect(await fixture.show(colleague)).toMatchObject({
      writer: { isYou: false, state: 'must_install' },
      waiting: 1,
    });
    fixture.clock.advance(day);
    expect(await fixture.update()).toBe(0);
    await installFor(fixture.dependencies, owner);
    await fixture.update();
    expect(await fixture.values()).toMatchObject({ amountDue: dollars(60) });
  });
});
