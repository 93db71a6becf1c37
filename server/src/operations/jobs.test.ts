import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import { backgroundJobs } from '../dependencies.ts';
import type { Slice } from '../scheduler/job.ts';
import { control } from '../testing/control.ts';
import { openDraftFixture } from '../testing/draft-fixture.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { dueOperations, nextOperation } from './due-operations.ts';
import { enqueue } from './store.ts';
import { type KindName, operations } from './tables.ts';

const realm = { companyId: 1, realmId: '9' };
const minute = 60_000;

const open = () => {
  const db = openTestDatabase();
  const clock = fixedClock();
  const lot = (...kinds: KindName[]) => ({ ...realm, kinds, now: clock.now() });
  return {
    db,
    clock,
    write: (id: string, kind: KindName = 'void_invoice') => {
      clock.advance(1);
      return transact(db, (tx) =>
        enqueue(
          tx,
          {
            ...realm,
            id,
            kind,
            subject: 'invoice',
            subjectId: id,
            userId: 2,
            requestId: id,
            body: null,
            data: {},
          },
          clock.now(),
        ),
      );
    },
    due: async (...kinds: KindName[]) =>
      (await dueOperations(db, lot(...kinds))).map(({ id }) => id),
    next: (...kinds: KindName[]) => nextOperation(db, lot(...kinds)),
  };
};

describe('dueOperations', () => {
  test('returns operations that a user may still wait for first', async () => {
    const fixture = open();
    for (const id of ['old 1', 'old 2']) await fixture.write(id);
    fixture.clock.advance(11 * minute);
    for (const id of ['new 1', 'new 2']) await fixture.write(id);
    expect(await fixture.due('void_invoice')).toEqual(['new 1', 'new 2', 'old 1', 'old 2']);
  });

  test('fills a batch with new operations first, then old ones', async () => {
    const fixture = open();
    const ids = (age: string) => Array.from({ length: 15 }, (_, index) => `${age} ${index}`);
    for (const id of ids('old')) await fixture.write(id);
    fixture.clock.advance(11 * minute);
    for (const id of ids('new')) await fixture.write(id);
    const due = await fixture.due('void_invoice');
    expect(due).toEqual([...ids('new'), ...ids('old').slice(0, 5)]);
  });

  test('returns only the operations of one vendor', async () => {
    const fixture = open();
    await fixture.write('void');
    await fixture.write('note', 'deal_note');
    expect(await fixture.due('deal_note')).toEqual(['note']);
  });
});

describe('nextOperation', () => {
  test('returns when it is due and whether a user may wait for it', async () => {
    const fixture = open();
    expect(await fixture.next('void_invoice')).toBeNull();
    await fixture.write('a');
    const at = fixture.clock.now();
    expect(await fixture.next('void_invoice')).toEqual({ at, urgent: true });
    expect(await fixture.next('deal_note')).toBeNull();
    fixture.clock.advance(11 * minute);
    expect(await fixture.next('void_invoice')).toEqual({ at, urgent: false });
  });
});

describe('a slice of operations', () => {
  test('ends when the vendor does not respond and leaves the rest for later', async () => {
    const fixture = await openDraftFixture('us');
    const { db, clock, settings } = fixture.dependencies;
    const { companyId, realmId } = fixture.company;
    await fixture.create(await fixture.form());
    await fixture.create(await fixture.form());
    const notes = () => db.select().from(operations).where(eq(operations.kind, 'deal_note'));
    expect((await notes()).map(({ tries }) => tries)).toEqual([0, 0]);
    await control(settings.pipedrive.oauthUrl, 'POST', 'faults', {
      match: { method: 'POST', path: '/api/v1/notes', company: companyId },
      fault: 'status',
      status: 503,
      times: 10,
    });
    let goesOn = true;
    const slice: Slice = {
      goesOn: () => goesOn,
      item: (work) => work(),
      noResponse: () => {
        goesOn = false;
      },
    };
    const key = { companyId, realmId, job: 'pipedrive' as const };
    await backgroundJobs.pipedrive.work(fixture.dependencies, key, slice);
    expect(goesOn).toBe(false);
    expect((await notes()).map(({ tries }) => tries).toSorted()).toEqual([0, 1]);
    expect(await backgroundJobs.pipedrive.next(db, key, clock.now())).toMatchObject({
      urgent: false,
    });
  });
});
