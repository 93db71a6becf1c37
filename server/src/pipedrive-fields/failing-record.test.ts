import { expect, it } from 'vitest';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { openPipedriveFieldsFixture } from '../testing/pipedrive-fields-fixture.ts';
import { problemsOf } from '../testing/problems-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { dirtyRecords } from './tables.ts';

const minute = 60_000;

it('the other records are updated while one fails, which is shown and can be retried', async () => {
  const fixture = await openPipedriveFieldsFixture();
  const { dependencies, company, clock, dealId } = fixture;
  const { companyId, realmId, owner } = company;
  await fixture.enable('amountDue');
  await fixture.update();
  const before = (await fixture.writes()).length;

  const tried: number[] = [];
  let isBroken = true;
  const { pipedrive } = dependencies;
  const setFields: typeof pipedrive.setFields = async (user, of, id, values) => {
    tried.push(id);
    if (isBroken) throw new TypeError('a bug');
    return pipedrive.setFields(user, of, id, values);
  };
  const broken: Dependencies = { ...dependencies, pipedrive: { ...pipedrive, setFields } };
  const work = () => runDue(broken, ['pipedrive_fields']);
  await fixture.pay(40);
  await fixture.refresh();
  // A deal without invoices, which needs no write, is compared after the one that fails.
  clock.advance(minute);
  const other = { companyId, realmId, of: 'deal' as const, recordId: dealId + 1 };
  await transact(dependencies.db, (tx) =>
    tx.insert(dirtyRecords).values({ ...other, dueAt: clock.now() }),
  );
  await work();
  expect(tried).toEqual([dealId]);
  const marked = () => dependencies.db.select().from(dirtyRecords);
  expect((await marked()).map(({ recordId }) => recordId)).toEqual([dealId]);

  for (let tries = 0; tries < 5; tries += 1) {
    clock.advance(16 * minute);
    await work();
  }
  expect(tried.length).toBeGreaterThan(3);
  expect(tried.length).toBeLessThanOrEqual(6);
  const problems = problemsOf(fixture, owner);
  const [problem] = await problems.ofKind('background');
  expect(problem).toMatchObject({
    subject: 'pipedrive_fields',
    name: `deal ${dealId}`,
    code: 'internal',
  });
  isBroken = false;
  expect(await problems.retry(problem?.id ?? '')).toEqual({ outcome: 'started' });
  await work();
  expect(await fixture.writes()).toHaveLength(before + 1);
  expect((await marked()).filter(({ dueAt }) => dueAt <= clock.now())).toEqual([]);
  expect(await problems.ofKind('background')).toEqual([]);
});
