import { describe, expect, it } from 'vitest';
import { type Change, listenForChanges } from '../live/changes.ts';
import { classicBody, deliverWebhook, webhookEnv } from '../testing/deliver-webhook.ts';
import { openFeedFixture } from '../testing/feed-fixture.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { openPipedriveFieldsFixture } from '../testing/pipedrive-fields-fixture.ts';
import { problemsOf } from '../testing/problems-fixture.ts';
import { resolveDue, runDue } from '../testing/run-due.ts';

const minute = 60_000;

const refusal = JSON.stringify({
  Fault: { Error: [{ Message: 'Invalid', Detail: 'Invalid', code: '2170' }], type: 'Validation' },
});

/** Returns what was announced since the last call. */
const listen = ({
  dependencies: { db },
  company,
}: Pick<InvoiceFixture, 'dependencies' | 'company'>) => {
  let heard: Change[] = [];
  listenForChanges(db, (changes) => {
    heard.push(...(changes ?? []).filter(({ companyId }) => companyId === company.companyId));
  });
  return () => {
    const before = heard;
    heard = [];
    return before.map(({ dealIds }) => dealIds);
  };
};

describe('open panels get an event', () => {
  it('that a deal is refused, and that it no longer is, but not that it still is', async () => {
    const fixture = await openPipedriveFieldsFixture();
    const { dealId, clock } = fixture;
    await fixture.enable('amountDue');
    const announced = listen(fixture);
    const body = JSON.stringify({ success: false, error: 'Validation failed' });
    await fixture.faultOnWrite({ fault: 'status', status: 400, body, times: 2 });
    await fixture.update();
    expect(announced()).toEqual([[dealId]]);
    const { retry } = problemsOf(fixture, fixture.company.owner);
    await retry(`deal:${dealId}`);
    clock.advance(minute);
    await fixture.update();
    expect(announced()).toEqual([]);
    await retry(`deal:${dealId}`);
    clock.advance(minute);
    await fixture.update();
    expect(announced()).toEqual([[dealId]]);
  });

  it('that the feed has had a problem for long, and that it has ended', async () => {
    const fixture = await openFeedFixture();
    await resolveDue(fixture.dependencies, ['deal_note']);
    const announced = listen(fixture);
    await fixture.fault({ fault: 'status', status: 400, body: refusal, times: 2 }, '');
    await fixture.interval();
    expect(announced()).toEqual([]);
    await fixture.interval();
    expect(announced()).toEqual([null]);
    await fixture.interval();
    expect(announced()).toContainEqual(null);
    await fixture.interval();
    expect(announced()).toEqual([]);
  });

  it('that a payment cannot be read, and that it can again, but not that it still cannot', async () => {
    const fixture = await openFeedFixture();
    const { payment } = (await fixture.payIn(fixture.invoiceId, '30.00')) as {
      payment: { Id: string };
    };
    const fail = (ids: string[]) =>
      fixture.switches({ failingPayments: { ids, code: '4002', reads: 'fail' } });
    await fail([payment.Id]);
    const announced = listen(fixture);
    await fixture.interval();
    expect(announced()).toContain(null);
    const { retry } = problemsOf(fixture, fixture.company.owner);
    await retry(`record:Payment ${payment.Id}`);
    expect(announced()).not.toContain(null);
    await fail([]);
    await retry(`record:Payment ${payment.Id}`);
    expect(announced()).toContain(null);
  });

  it('that a job fails for long, and that it works again', async () => {
    const fixture = await openPipedriveFieldsFixture();
    const { pipedrive } = fixture.dependencies;
    await fixture.enable('amountDue');
    const setFields = pipedrive.setFields;
    pipedrive.setFields = async () => {
      throw new Error('A defect');
    };
    const announced = listen(fixture);
    await fixture.update();
    fixture.clock.advance(16 * minute);
    expect(announced()).toEqual([]);
    await fixture.update();
    expect(announced()).toEqual([null]);
    pipedrive.setFields = setFields;
    fixture.clock.advance(4 * minute);
    await fixture.update();
    expect(announced()).toContainEqual(null);
  });

  it('that an event was given up', async () => {
    const fixture = await openInvoiceFixture('us', { env: webhookEnv });
    const { realmId } = fixture.company;
    const { Id } = ((await fixture.pay(25)) as { payment: { Id: string } }).payment;
    const match = { realm: realmId, method: 'GET', path: `/payment/${Id}$` };
    await fixture.fault({ match, fault: 'status', status: 400, body: refusal, times: 9 }, '');
    const change = { name: 'Payment', id: Id, operation: 'Create' };
    await deliverWebhook(fixture, classicBody(realmId, [change]));
    const announced = listen(fixture);
    for (let time = 0; time < 9; time += 1) {
      expect(announced()).toEqual([]);
      await runDue(fixture.dependencies, ['events']);
      fixture.clock.advance(600 * minute);
    }
    expect(announced()).toEqual([null]);
  });
});
