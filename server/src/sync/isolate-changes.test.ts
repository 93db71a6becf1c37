import { expect, it } from 'vitest';
import { unreadableRecords } from '../invoices/tables.ts';
import { openFeedFixture } from '../testing/feed-fixture.ts';
import { type Changes, noChanges } from './apply-changes.ts';
import { applyIsolated } from './isolate-changes.ts';

it('an object that causes an unexpected error keeps no other from being mirrored', async () => {
  const fixture = await openFeedFixture();
  const { dependencies, company, clock, invoiceId } = fixture;
  const { companyId, realmId, connectionId } = company;
  const realm = { connectionId, realmId };
  await fixture.pay(40);
  const read = await dependencies.quickbooks.invoiceNow(realm, invoiceId);
  if (!read) throw new Error('no invoice');
  const bad = (id: string) =>
    Object.defineProperty({ ...read, id }, 'customerId', {
      get() {
        throw new TypeError('a bug');
      },
    });
  clock.advance(1_000);
  const changes: Changes = {
    ...noChanges,
    invoices: [bad('9001'), read, bad('9002')],
    readAt: clock.now(),
  };
  await applyIsolated(dependencies, { companyId, realmId, connectionId }, changes, 'feed');
  expect((await fixture.mirror()).get(invoiceId)).toMatchObject({ balance: '60.00' });
  const unreadable = await dependencies.db.select().from(unreadableRecords);
  expect(unreadable.map(({ entityId, code }) => [entityId, code]).sort()).toEqual([
    ['9001', 'internal'],
    ['9002', 'internal'],
  ]);
});
