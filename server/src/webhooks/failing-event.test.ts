import { expect, it } from 'vitest';
import { classicBody, deliverWebhook, webhookEnv } from '../testing/deliver-webhook.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { webhookEvents } from './tables.ts';

const minute = 60_000;

it('an event that causes an unexpected error keeps no other from being applied', async () => {
  const fixture = await openInvoiceFixture('us', { env: webhookEnv });
  const { dependencies, company, clock, invoiceId } = fixture;
  const { quickbooks, db } = dependencies;
  await fixture.pay(40);
  const { invoiceNow } = quickbooks;
  let tries = 0;
  const broken: typeof quickbooks = {
    ...quickbooks,
    invoiceNow: async (realm, id) => {
      tries += 1;
      if (id === invoiceId) throw new TypeError('a bug');
      return invoiceNow(realm, id);
    },
  };
  const work = () => runDue({ ...dependencies, quickbooks: broken }, ['events']);
  const waiting = async () =>
    (await db.select().from(webhookEvents)).flatMap(({ appliedAt, entity }) =>
      appliedAt === null ? [entity] : [],
    );
  const changes = [
    { name: 'Invoice', id: invoiceId, operation: 'Update' },
    { name: 'Customer', id: '987654', operation: 'Update' },
  ];
  await deliverWebhook(fixture, classicBody(company.realmId, changes));
  for (let turn = 0; turn < 3; turn += 1) await work();
  expect(await waiting()).toEqual(['Invoice']);
  const before = tries;
  await work();
  expect(tries).toBe(before);
  clock.advance(2 * minute);
  await runDue(dependencies, ['events']);
  expect(await waiting()).toEqual([]);
});
