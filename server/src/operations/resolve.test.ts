import { describe, expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { writeInBooks } from '../testing/books-as-accountant.ts';
import { openCustomerDesk } from '../testing/customer-desk.ts';
import { openInvoiceDesk } from '../testing/invoice-desk.ts';
import { type Desk, openDesk, untilOver } from '../testing/sales-desk.ts';

const hour = 3_600_000;
const minute = 60_000;

/** A draft whose invoice was created, and the response lost. */
const lost = async (desk: Desk) => {
  const form = await desk.form();
  await desk.fault({ fault: 'reset-after' });
  expect((await desk.create(form)).body.state).toBe('unknown');
  return form;
};

const rejects = { fault: 'status', status: 400, code: '4000', times: 100 };

describe.concurrent('lookups that QuickBooks rejects', () => {
  test('of a creation end in a question to the user, within an hour', async () => {
    const desk = await openDesk();
    const form = await lost(desk);
    await desk.fault(rejects, 'query');
    desk.clock.advance(untilOver);
    let passed = untilOver;
    for (; passed < hour; passed += minute) {
      await desk.settle();
      if ((await desk.status(form.draftId)).body.state === 'choose') break;
      desk.clock.advance(minute);
    }
    expect(passed).toBeLessThan(hour);
    const { body } = await desk.choose(form.draftId, null);
    expect(body).toMatchObject({ state: 'editing', notCreated: true });
  });

  test('that fail each time because of a defect of ours end in the same question', async () => {
    const desk = await openDesk();
    const form = await lost(desk);
    const { quickbooks } = desk.doors;
    quickbooks.invoicesCreatedSince = async () => {
      throw new TypeError('A defect');
    };
    for (let passed = 0; passed < hour; passed += minute) {
      desk.clock.advance(minute);
      await desk.settle();
    }
    expect((await desk.status(form.draftId)).body.state).toBe('choose');
  });

  test('are not counted when it is the database that cannot be read', async () => {
    const desk = await openDesk();
    const form = await lost(desk);
    const { quickbooks } = desk.doors;
    const { invoicesCreatedSince } = quickbooks;
    quickbooks.invoicesCreatedSince = async () => {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_READ' });
    };
    for (let passed = 0; passed < hour; passed += 5 * minute) {
      desk.clock.advance(5 * minute);
      await desk.settle();
    }
    expect((await desk.status(form.draftId)).body.state).toBe('unknown');
    quickbooks.invoicesCreatedSince = invoicesCreatedSince;
    desk.clock.advance(minute);
    await desk.settle();
    expect((await desk.status(form.draftId)).body.state).toBe('created');
  });

  test('are not counted while the request may still run', async () => {
    const desk = await openDesk();
    const form = await lost(desk);
    const { quickbooks } = desk.doors;
    const { invoicesCreatedSince } = quickbooks;
    let lookups = 0;
    quickbooks.invoicesCreatedSince = async () => {
      lookups += 1;
      throw new AppError('quickbooks_refused');
    };
    for (let seconds = 0; seconds < 120; seconds += 10) {
      await desk.settle();
      desk.clock.advance(10_000);
    }
    expect(lookups).toBeGreaterThan(3);
    quickbooks.invoicesCreatedSince = invoicesCreatedSince;
    expect((await desk.status(form.draftId)).body.state).toBe('unknown');
    desk.clock.advance(untilOver);
    await desk.settle();
    expect((await desk.status(form.draftId)).body.state).toBe('created');
  });

  test('of an update of a customer end it, and the customer can be updated again', async () => {
    const desk = await openCustomerDesk();
    await desk.fault({ fault: 'reset-before' }, 'customer');
    const email = 'new@northgate.example';
    expect((await desk.update({ email })).body).toMatchObject({ checking: true });
    await desk.faultOnRead({ ...rejects, times: 3 });
    desk.clock.advance(untilOver);
    for (let round = 0; round < 3; round += 1) {
      expect((await desk.compare({ email })).checking).toBe(true);
      expect(await desk.settleChanges()).toBe(1);
      desk.clock.advance(10 * minute);
    }
    expect((await desk.compare({ email })).checking).toBe(false);
    expect(await desk.update({ email })).toMatchObject({ status: 200, body: { differences: [] } });
  });

  test('of a void end it, and the invoice can be voided again', async () => {
    const desk = await openInvoiceDesk();
    await desk.fault({ fault: 'reset-before' });
    await desk.act('void');
    await desk.fault(rejects, 'query');
    await desk.faultOnRead(rejects);
    desk.clock.advance(untilOver);
    for (let round = 0; round < 3; round += 1) {
      expect(await desk.row()).toMatchObject({ checking: 'void' });
      expect(await desk.settleChanges()).toBe(1);
      desk.clock.advance(10 * minute);
    }
    expect(await desk.row()).toMatchObject({ checking: null });
  });
});

test('an invoice whose line was edited in QuickBooks meanwhile is offered before the creation is given up', async () => {
  const desk = await openDesk();
  const form = await lost(desk);
  const [made] = await desk.made();
  const { Id, SyncToken, Line } = made as unknown as Record<string, unknown> & {
    Line: { Amount: number; SalesItemLineDetail?: object }[];
  };
  const [line] = Line;
  const edited = {
    ...line,
    Amount: 90,
    SalesItemLineDetail: { ...line?.SalesItemLineDetail, UnitPrice: 90, Qty: 1 },
  };
  const body = { Id, SyncToken, sparse: true, Line: [edited] };
  await writeInBooks(desk.doors, desk.company.realmId, 'Invoice', body);
  desk.clock.advance(hour);
  await desk.settle();
  desk.clock.advance(minute);
  await desk.settle();
  const { body: asked } = await desk.status(form.draftId);
  expect(asked).toMatchObject({ state: 'choose', found: [{ id: made?.Id, total: '90.00' }] });
  expect((await desk.choose(form.draftId, made?.Id ?? '')).body.state).toBe('created');
  expect(await desk.made()).toHaveLength(1);
});
