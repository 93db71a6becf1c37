import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../../testing/invoice-fixture.ts';
import { makeConnectedCompany } from '../../testing/make-company.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';
import { type InvoiceAction, invoiceActions } from '../contract.ts';

/** Invoice in QuickBooks after each action. */
const inQuickbooks: Record<InvoiceAction, object | undefined> = {
  void: { TotalAmt: 0, Balance: 0, PrivateNote: expect.stringMatching(/^Voided/) },
  delete: undefined,
  send: { EmailStatus: 'EmailSent', BillEmail: { Address: 'accounts@larch.example' } },
  edit: { PrivateNote: 'Deliver to the back door', TotalAmt: 100 },
};

/** Row after each action. */
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

const happened = async (fixture: InvoiceFixture, kind: InvoiceAction) => {
  const wanted = inQuickbooks[kind];
  const found = await fixture.inQuickbooks();
  if (wanted) expect(found).toMatchObject(wanted);
  else expect(found).toBeUndefined();
};

const untouched = async (fixture: InvoiceFixture) => {
  const found = await fixture.inQuickbooks();
  expect(found).toMatchObject({ TotalAmt: 100, EmailStatus: 'NotSet' });
  expect(found?.PrivateNote ?? '').not.toMatch(/Voided|Deliver/);
};

const entries = async (fixture: InvoiceFixture) =>
  (await fixture.dependencies.db.select().from(auditEntries)).filter(
    ({ subject }) => subject === fixture.invoiceId,
  );

describe.concurrent.each(invoiceActions)('%s', (kind) => {
  test('takes one read and one write, and updates the row and the audit log', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.forgetCalls();
    const { status, body } = await fixture.act(kind);
    expect([status, body]).toMatchObject([200, { invoice: { ...asRow[kind], checking: null } }]);
    expect(await fixture.calls()).toEqual(['GET invoice', 'POST invoice']);
    await happened(fixture, kind);
    expect(await fixture.row()).toEqual(body.invoice);
    expect((await fixture.refresh()).invoices).toMatchObject([{ ...asRow[kind], notDone: null }]);
    expect((await entries(fixture)).at(-1)).toMatchObject({
      action: entryOf[kind],
      dealId: fixture.dealId,
      userId: fixture.company.owner.userId,
      details: { total: '100.00' },
    });
  });

  test('changes nothing when QuickBooks refuses it, and returns QuickBooks’ message', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.fault({ fault: 'status', status: 400, code: '6450' });
    const { status, body } = await fixture.act(kind);
    expect([status, body]).toMatchObject([
      422,
      {
        error: {
          code: 'quickbooks_refused',
          details: { faultCode: '6450', said: expect.any(String), tid: expect.any(String) },
        },
      },
    ]);
    await untouched(fixture);
    expect(await fixture.row()).toMatchObject({ status: 'open', checking: null, notDone: null });
    expect(await fixture.act(kind)).toMatchObject({ status: 200 });
    await happened(fixture, kind);
  });

  test('succeeds when a payment arrived between the read and the write', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.forgetCalls();
    fixture.afterNextRead(() => fixture.pay(40));
    expect(await fixture.act(kind)).toMatchObject({
      status: 200,
      body: { invoice: { checking: null } },
    });
    const invoice = await fixture.inQuickbooks();
    if (kind === 'send') expect(invoice).toMatchObject({ EmailStatus: 'EmailSent', Balance: 60 });
    else if (kind === 'edit') expect(invoice).toMatchObject({ ...inQuickbooks.edit, Balance: 60 });
    else await happened(fixture, kind);
    expect(await fixture.writes()).toBe(kind === 'send' ? 1 : 2);
  });

  test.each([false, true])('includes a payment (queries lag: %s)', async (queriesLag) => {
    const fixture = await openInvoiceFixture();
    await fixture.switches({ queriesLag });
    await fixture.pay(40);
    await fixture.forgetCalls();
    expect(await fixture.act(kind)).toMatchObject({ status: 200 });
    const invoice = await fixture.inQuickbooks();
    if (kind === 'send') expect(invoice).toMatchObject({ EmailStatus: 'EmailSent', Balance: 60 });
    else if (kind === 'edit') expect(invoice).toMatchObject({ ...inQuickbooks.edit, Balance: 60 });
    else await happened(fixture, kind);
    expect(await fixture.writes()).toBe(1);
  });

  test('is retried once at most', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.forgetCalls();
    await fixture.fault({ fault: 'status', status: 400, code: '5010', times: 2 });
    expect(await fixture.act(kind)).toMatchObject({
      status: 409,
      body: { error: { code: 'invoice_changed', details: { tid: expect.any(String) } } },
    });
    const ids = await fixture.requestIds();
    expect(new Set(ids).size).toBe(kind === 'send' ? 0 : 2);
    await untouched(fixture);
    expect(await fixture.row()).toMatchObject({ checking: null, notDone: null });
  });

  test('returns not_possible for a deleted invoice and marks the row as deleted', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.deleteInQuickbooks(fixture.invoiceId);
    await fixture.forgetCalls();
    expect(await fixture.act(kind)).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
    expect(await fixture.writes()).toBe(0);
    expect(await fixture.row()).toMatchObject({ status: 'deleted', can: [] });
  });

  test('returns not_possible when the invoice is deleted between the read and the write', async () => {
    const fixture = await openInvoiceFixture();
    fixture.afterNextRead(() => fixture.deleteInQuickbooks(fixture.invoiceId));
    expect(await fixture.act(kind)).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
    expect(await fixture.row()).toMatchObject({ status: 'deleted', checking: null });
  });

  test('is executed once when requested twice', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.forgetCalls();
    const both = await Promise.all([fixture.act(kind), fixture.act(kind)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await fixture.writes()).toBe(1);
    expect(await fixture.mails()).toHaveLength(kind === 'send' ? 1 : 0);
    await happened(fixture, kind);
  });

  test('is retried while QuickBooks throttles and executed once', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.fault({ fault: 'status', status: 429 });
    expect(await fixture.act(kind)).toMatchObject({ status: 200 });
    await happened(fixture, kind);
    expect((await entries(fixture)).filter(({ action }) => action === entryOf[kind])).toHaveLength(
      1,
    );
  });

  test('is denied to a colleague, to another company and on another deal', async () => {
    const fixture = await openInvoiceFixture();
    const other = await makeConnectedCompany(fixture.dependencies);
    await fixture.forgetCalls();
    const { colleague } = fixture.company;
    const elsewhere = { of: 'deal', id: fixture.company.deals.withProducts };
    const refusals = [
      await fixture.act(kind, {}, colleague),
      await fixture.act(kind, { context: { of: 'company' } }, colleague),
      await fixture.act(kind, {}, other.owner),
      await fixture.act(kind, { context: { of: 'company' } }, other.owner),
      await fixture.act(kind, { context: elsewhere }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 404, 404, 404]);
    expect(await fixture.calls()).toEqual([]);
    await untouched(fixture);
  });
});

describe.concurrent('a change in QuickBooks between the read and the write', () => {
  test('prevents a void or an edit when the invoice was voided', async () => {
    for (const kind of ['void', 'edit'] as const) {
      const fixture = await openInvoiceFixture();
      await fixture.forgetCalls();
      fixture.afterNextRead(() => fixture.voidInQuickbooks());
      expect(await fixture.act(kind)).toMatchObject({
        status: 409,
        body: { error: { code: 'not_possible' } },
      });
      expect(await fixture.writes()).toBe(2);
      expect(await fixture.row()).toMatchObject({
        status: 'voided',
        checking: null,
        notDone: null,
      });
    }
  });

  test('prevents an edit of lines when a payment arrived', async () => {
    const fixture = await openInvoiceFixture();
    const lines = [{ index: 0, itemId: '6', description: '', quantity: '2', unitPrice: '100' }];
    fixture.afterNextRead(() => fixture.pay(1));
    expect(await fixture.act('edit', { changes: { lines } })).toMatchObject({
      body: { error: { code: 'not_possible' } },
    });
    expect(await fixture.inQuickbooks()).toMatchObject({ TotalAmt: 100, Balance: 99 });
  });
});

test('returns QuickBooks’ refusal to void a settled invoice', async () => {
  const fixture = await openInvoiceFixture();
  await fixture.lock('settled');
  expect(await fixture.act('void')).toMatchObject({
    status: 422,
    body: { error: { details: { faultCode: '6450' } } },
  });
  await untouched(fixture);
});

test.each([
  ['rejects the token', { status: 401, times: 4 }, 'connection_broken'],
  ['forbids the action to this user', { status: 403 }, 'quickbooks_forbidden'],
])('returns the matching error when QuickBooks %s', async (_, answer, code) => {
  const fixture = await openInvoiceFixture();
  await fixture.fault({ fault: 'status', ...answer });
  expect(await fixture.act('void')).toMatchObject({ body: { error: { code } } });
  await untouched(fixture);
  expect(await fixture.row()).toMatchObject({ checking: null, notDone: null });
});

describe.concurrent('a void', () => {
  test('stays detected after its note is edited, and is detected by amounts alone', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.act('void');
    const now = await fixture.inQuickbooks();
    const note = { Id: now?.Id, SyncToken: now?.SyncToken, sparse: true, PrivateNote: 'Annulée' };
    await writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Invoice', note);
    expect((await fixture.show()).invoice).toMatchObject({ status: 'voided', can: ['delete'] });
  });
});
