import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { writeInBooks } from '../../testing/books-as-accountant.ts';
import { type InvoiceDesk, openInvoiceDesk } from '../../testing/invoice-desk.ts';
import { makeConnectedCompany } from '../../testing/make-company.ts';
import { type InvoiceAction, invoiceActions } from '../contract.ts';

/** How the books tell that an action happened. */
const inBooks: Record<InvoiceAction, object | undefined> = {
  void: { TotalAmt: 0, Balance: 0, PrivateNote: expect.stringMatching(/^Voided/) },
  delete: undefined,
  send: { EmailStatus: 'EmailSent', BillEmail: { Address: 'accounts@larch.example' } },
  edit: { PrivateNote: 'Deliver to the back door', TotalAmt: 100 },
};

/** How the row tells it. */
const asRow: Record<InvoiceAction, object> = {
  void: { status: 'voided', total: '0.00', can: ['delete'] },
  delete: { status: 'deleted', total: '100.00', can: [] },
  send: { status: 'open', delivery: 'sent' },
  edit: { status: 'open', delivery: 'not_sent' },
};

const entryOf: Record<InvoiceAction, string> = {
  void: 'invoice_voided',
  delete: 'invoice_deleted',
  send: 'invoice_sent',
  edit: 'invoice_edited',
};

const happened = async (desk: InvoiceDesk, kind: InvoiceAction) => {
  const wanted = inBooks[kind];
  const found = await desk.inBooks();
  if (wanted) expect(found).toMatchObject(wanted);
  else expect(found).toBeUndefined();
};

const untouched = async (desk: InvoiceDesk) => {
  const found = await desk.inBooks();
  expect(found).toMatchObject({ TotalAmt: 100, EmailStatus: 'NotSet' });
  expect(found?.PrivateNote ?? '').not.toMatch(/Voided|Deliver/);
};

const entries = async (desk: InvoiceDesk) =>
  (await desk.doors.db.select().from(auditEntries)).filter(
    ({ subject }) => subject === desk.invoiceId,
  );

describe.concurrent.each(invoiceActions)('%s', (kind) => {
  test('is done after one read by one write, told on the row and in the history', async () => {
    const desk = await openInvoiceDesk();
    await desk.forgetCalls();
    const { status, body } = await desk.act(kind);
    expect([status, body]).toMatchObject([200, { invoice: { ...asRow[kind], checking: null } }]);
    expect(await desk.calls()).toEqual(['GET invoice', 'POST invoice']);
    await happened(desk, kind);
    expect(await desk.row()).toEqual(body.invoice);
    expect((await desk.refresh()).invoices).toMatchObject([{ ...asRow[kind], notDone: null }]);
    expect((await entries(desk)).at(-1)).toMatchObject({
      action: entryOf[kind],
      dealId: desk.dealId,
      userId: desk.company.holder.userId,
      details: { total: '100.00' },
    });
  });

  test('refused by QuickBooks changes nothing and says what QuickBooks says', async () => {
    const desk = await openInvoiceDesk();
    await desk.fault({ fault: 'status', status: 400, code: '6450' });
    const { status, body } = await desk.act(kind);
    expect([status, body]).toMatchObject([
      422,
      {
        error: {
          code: 'quickbooks_refused',
          details: { faultCode: '6450', said: expect.any(String), tid: expect.any(String) },
        },
      },
    ]);
    await untouched(desk);
    expect(await desk.row()).toMatchObject({ status: 'open', checking: null, notDone: null });
    expect(await desk.act(kind)).toMatchObject({ status: 200 });
    await happened(desk, kind);
  });

  test('goes on when a payment came between reading and writing', async () => {
    const desk = await openInvoiceDesk();
    await desk.forgetCalls();
    desk.afterNextRead(() => desk.pay(40));
    expect(await desk.act(kind)).toMatchObject({
      status: 200,
      body: { invoice: { checking: null } },
    });
    const books = await desk.inBooks();
    if (kind === 'send') expect(books).toMatchObject({ EmailStatus: 'EmailSent', Balance: 60 });
    else if (kind === 'edit') expect(books).toMatchObject({ ...inBooks.edit, Balance: 60 });
    else await happened(desk, kind);
    expect(await desk.writes()).toBe(kind === 'send' ? 1 : 2);
  });

  test.each([false, true])('sees a payment when queries lag: %s', async (queriesLag) => {
    const desk = await openInvoiceDesk();
    await desk.switches({ queriesLag });
    await desk.pay(40);
    await desk.forgetCalls();
    expect(await desk.act(kind)).toMatchObject({ status: 200 });
    const books = await desk.inBooks();
    if (kind === 'send') expect(books).toMatchObject({ EmailStatus: 'EmailSent', Balance: 60 });
    else if (kind === 'edit') expect(books).toMatchObject({ ...inBooks.edit, Balance: 60 });
    else await happened(desk, kind);
    expect(await desk.writes()).toBe(1);
  });

  test('is tried a second time at most', async () => {
    const desk = await openInvoiceDesk();
    await desk.forgetCalls();
    await desk.fault({ fault: 'status', status: 400, code: '5010', times: 2 });
    expect(await desk.act(kind)).toMatchObject({
      status: 409,
      body: { error: { code: 'invoice_changed', details: { tid: expect.any(String) } } },
    });
    const ids = await desk.requestIds();
    expect(new Set(ids).size).toBe(kind === 'send' ? 0 : 2);
    await untouched(desk);
    expect(await desk.row()).toMatchObject({ checking: null, notDone: null });
  });

  test('of an invoice that is gone is not possible, and the row says that it is gone', async () => {
    const desk = await openInvoiceDesk();
    await desk.deleteInBooks(desk.invoiceId);
    await desk.forgetCalls();
    expect(await desk.act(kind)).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
    expect(await desk.writes()).toBe(0);
    expect(await desk.row()).toMatchObject({ status: 'deleted', can: [] });
  });

  test('of an invoice that goes away between reading and writing is not possible', async () => {
    const desk = await openInvoiceDesk();
    desk.afterNextRead(() => desk.deleteInBooks(desk.invoiceId));
    expect(await desk.act(kind)).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
    expect(await desk.row()).toMatchObject({ status: 'deleted', checking: null });
  });

  test('clicked twice happens once', async () => {
    const desk = await openInvoiceDesk();
    await desk.forgetCalls();
    const both = await Promise.all([desk.act(kind), desk.act(kind)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await desk.writes()).toBe(1);
    expect(await desk.mails()).toHaveLength(kind === 'send' ? 1 : 0);
    await happened(desk, kind);
  });

  test('waits for a busy QuickBooks and then happens once', async () => {
    const desk = await openInvoiceDesk();
    await desk.fault({ fault: 'status', status: 429 });
    expect(await desk.act(kind)).toMatchObject({ status: 200 });
    await happened(desk, kind);
    expect((await entries(desk)).filter(({ action }) => action === entryOf[kind])).toHaveLength(1);
  });

  test('is nobody else’s: neither a colleague’s nor another company’s nor another deal’s', async () => {
    const desk = await openInvoiceDesk();
    const other = await makeConnectedCompany(desk.doors);
    await desk.forgetCalls();
    const { colleague } = desk.company;
    const elsewhere = { of: 'deal', id: desk.company.deals.withProducts };
    const refusals = [
      await desk.act(kind, {}, colleague),
      await desk.act(kind, { place: { of: 'company' } }, colleague),
      await desk.act(kind, {}, other.holder),
      await desk.act(kind, { place: { of: 'company' } }, other.holder),
      await desk.act(kind, { place: elsewhere }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 404, 404, 404]);
    expect(await desk.calls()).toEqual([]);
    await untouched(desk);
  });
});

describe.concurrent('what somebody did between reading and writing', () => {
  test('can make a void or an edit senseless: it was voided', async () => {
    for (const kind of ['void', 'edit'] as const) {
      const desk = await openInvoiceDesk();
      await desk.forgetCalls();
      desk.afterNextRead(() => desk.voidInBooks());
      expect(await desk.act(kind)).toMatchObject({
        status: 409,
        body: { error: { code: 'not_possible' } },
      });
      expect(await desk.writes()).toBe(2);
      expect(await desk.row()).toMatchObject({ status: 'voided', checking: null, notDone: null });
    }
  });

  test('can make an edit of lines impossible: it was paid in part', async () => {
    const desk = await openInvoiceDesk();
    const lines = [{ index: 0, itemId: '6', description: '', quantity: '2', unitPrice: '100' }];
    desk.afterNextRead(() => desk.pay(1));
    expect(await desk.act('edit', { changes: { lines } })).toMatchObject({
      body: { error: { code: 'not_possible' } },
    });
    expect(await desk.inBooks()).toMatchObject({ TotalAmt: 100, Balance: 99 });
  });
});

test('QuickBooks’ own refusal to void what is settled is told', async () => {
  const desk = await openInvoiceDesk();
  await desk.lock('settled');
  expect(await desk.act('void')).toMatchObject({
    status: 422,
    body: { error: { details: { faultCode: '6450' } } },
  });
  await untouched(desk);
});

test.each([
  ['no longer accepts us', { status: 401, times: 4 }, 'connection_broken'],
  ['does not let this user do it', { status: 403 }, 'quickbooks_forbidden'],
])('QuickBooks that %s is told as such', async (_, answer, code) => {
  const desk = await openInvoiceDesk();
  await desk.fault({ fault: 'status', ...answer });
  expect(await desk.act('void')).toMatchObject({ body: { error: { code } } });
  await untouched(desk);
  expect(await desk.row()).toMatchObject({ checking: null, notDone: null });
});

describe.concurrent('a void', () => {
  test('is remembered though the note is edited in QuickBooks, and by its amounts alone', async () => {
    const desk = await openInvoiceDesk();
    await desk.act('void');
    const now = await desk.inBooks();
    const note = { Id: now?.Id, SyncToken: now?.SyncToken, sparse: true, PrivateNote: 'Annulée' };
    await writeInBooks(desk.doors, desk.company.realmId, 'Invoice', note);
    expect((await desk.show()).invoice).toMatchObject({ status: 'voided', can: ['delete'] });
  });
});
