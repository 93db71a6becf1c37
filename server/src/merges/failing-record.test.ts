import { expect, it } from 'vitest';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { failedRecords } from '../scheduler/tables.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { pipedriveRecord, recordRemoved } from './store.ts';
import { removedRecords } from './tables.ts';

it('resolves the other removed records while one fails unexpectedly', async () => {
  const fixture = await openInvoiceFixture();
  const { dependencies, company, clock } = fixture;
  const { companyId } = company;
  const report = (id: number) =>
    transact(dependencies.db, (tx) =>
      recordRemoved(
        tx,
        { ...pipedriveRecord(companyId, 'organization', id), foundBy: 'event' },
        clock.now(),
      ),
    );
  const { pipedrive } = dependencies;
  const organization: typeof pipedrive.organization = async (user, id) => {
    if (id === 501) throw new TypeError('a bug');
    return pipedrive.organization(user, id);
  };
  const broken: Dependencies = { ...dependencies, pipedrive: { ...pipedrive, organization } };
  await report(501);
  clock.advance(1_000);
  await report(502);
  await runDue(broken, ['merges']);
  const due = async () =>
    (await dependencies.db.select().from(removedRecords)).flatMap(({ recordId, nextAt }) =>
      nextAt === null ? [] : [recordId],
    );
  expect(await due()).toEqual(['501']);
  expect(await dependencies.db.select().from(failedRecords)).toMatchObject([
    { job: 'merges', record: 'organization 501', code: 'internal', tries: 1 },
  ]);
  clock.advance(60_000);
  await runDue(dependencies, ['merges']);
  expect(await due()).toEqual([]);
  expect(await dependencies.db.select().from(failedRecords)).toEqual([]);
});
