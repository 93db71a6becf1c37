import { describe, expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { openCustomerFixture } from '../testing/customer-fixture.ts';
import { type DraftFixture, openDraftFixture, untilOver } from '../testing/draft-fixture.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';

const hour = 3_600_000;
const minute = 60_000;

/** Creates an invoice whose response is lost, and returns its draft. */
const lost = async (fixture: DraftFixture) => {
  const form = await fixture.form();
  await fixture.fault({ fault: 'reset-after' });
  expect((await fixture.create(form)).body.state).toBe('unknown');
  return form;
};

const rejects = { fault: 'status', status: 400, code: '4000', times: 100 };

describe.concurrent('lookups that QuickBooks rejects', () => {
  test('end a creation in a question to the user within an hour', async () => {
    const fixture = await openDraftFixture();
    const form = await lost(fixture);
    await fixture.fault(rejects, 'query');
    fixture.clock.advance(untilOver);
    let passed = untilOver;
    for (; passed < hour; passed += minute) {
      await fixture.resolve();
      if ((await fixture.status(form.draftId)).body.state === 'choose') break;
      fixture.clock.advance(minute);
    }
    expect(passed).toBeLessThan(hour);
    const { body } = await fixture.choose(form.draftId, null);
    expect(body).toMatchObject({ state: 'editing', notCreated: true });
  });

  test('end in the same question when a bug of ours fails each time', async () => {
    const fixture = await openDraftFixture();
    const form = await lost(fixture);
    const { quickbooks } = fixture.dependencies;
    quickbooks.invoicesCreatedSince = async () => {
      throw new TypeError('A defect');
    };
    for (let passed = 0; passed < hour; passed += minute) {
      fixture.clock.advance(minute);
      await fixture.resolve();
    }
    expect((await fixture.status(form.draftId)).body.state).toBe('choose');
  });

  test('are not counted when the database cannot be read', async () => {
    const fixture = await openDraftFixture();
    const form = await lost(fixture);
    const { quickbooks } = fixture.dependencies;
    const { invoicesCreatedSince } = quickbooks;
    quickbooks.invoicesCreatedSince = async () => {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' });
    };
    for (let passed = 0; passed < hour; passed += 5 * minute) {
      fixture.clock.advance(5 * minute);
      await fixture.resolve();
    }
    expect((await fixture.status(form.draftId)).body.state).toBe('unknown');
    quickbooks.invoicesCreatedSince = invoicesCreatedSince;
    fixture.clock.advance(minute);
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body.state).toBe('created');
  });

  test('are not counted while the request may still run', async () => {
    const fixture = await openDraftFixture();
    const form = await lost(fixture);
    const { quickbooks } = fixture.dependencies;
    const { invoicesCreatedSince } = quickbooks;
    let lookups = 0;
    quickbooks.invoicesCreatedSince = async () => {
      lookups += 1;
      throw new AppError('quickbooks_refused');
    };
    for (let seconds = 0; seconds < 120; seconds += 10) {
      await fixture.resolve();
      fixture.clock.advance(10_000);
    }
    expect(lookups).toBeGreaterThan(3);
    quickbooks.invoicesCreatedSince = invoicesCreatedSince;
    expect((await fixture.status(form.draftId)).body.state).toBe('unknown');
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body.state).toBe('created');
  });

  test('end the update of a customer, which can then be updated again', async () => {
    const fixture = await openCustomerFixture();
    await fixture.fault({ fault: 'reset-before' }, 'customer');
    const email = 'new@northgate.example';
    expect((await fixture.update({ email })).body).toMatchObject({ checking: true });
    await fixture.faultOnRead({ ...rejects, times: 3 });
    fixture.clock.advance(untilOver);
    for (let round = 0; round < 3; round += 1) {
      expect((await fixture.compare({ email })).checking).toBe(true);
      expect(await fixture.resolveChanges()).toBe(1);
      fixture.clock.advance(10 * minute);
    }
    expect((await fixture.compare({ email })).checking).toBe(false);
    expect(await fixture.update({ email })).toMatchObject({
      status: 200,
      body: { differences: [] },
    });
  });

  test('end a void, and the invoice can then be voided again', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.fault({ fault: 'reset-before' });
    await fixture.act('void');
    await fixture.fault(rejects, 'query');
    await fixture.faultOnRead(rejects);
    fixture.clock.advance(untilOver);
    for (let round = 0; round < 3; round += 1) {
      expect(await fixture.row()).toMatchObject({ checking: 'void' });
      expect(await fixture.resolveChanges()).toBe(1);
      fixture.clock.advance(10 * minute);
    }
    expect(await fixture.row()).toMatchObject({ checking: null });
  });
});

test('offers an invoice whose line was edited in QuickBooks before the creation is given up', async () => {
  const fixture = await openDraftFixture();
  const form = await lost(fixture);
  const [created] = await fixture.made();
  const { Id, SyncToken, Line } = created as unknown as Record<string, unknown> & {
    Line: { Amount: number; SalesItemLineDetail?: object }[];
  };
  const [line] = Line;
  const edited = {
    ...line,
    Amount: 90,
    SalesItemLineDetail: { ...line?.SalesItemLineDetail, UnitPrice: 90, Qty: 1 },
  };
  const body = { Id, SyncToken, sparse: true, Line: [edited] };
  await writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Invoice', body);
  fixture.clock.advance(hour);
  await fixture.resolve();
  fixture.clock.advance(minute);
  await fixture.resolve();
  const { body: question } = await fixture.status(form.draftId);
  expect(question).toMatchObject({ state: 'choose', found: [{ id: created?.Id, total: '90.00' }] });
  expect((await fixture.choose(form.draftId, created?.Id ?? '')).body.state).toBe('created');
  expect(await fixture.made()).toHaveLength(1);
});
