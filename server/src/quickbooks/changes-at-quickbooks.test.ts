import { describe, expect, test } from 'vitest';
import type { RealmLike } from '../testing/make-company.ts';
import { type ForInvoices, makeInvoiceIn, openFor } from '../testing/open-for-invoices.ts';
import type { InvoiceEdit } from './gateway.ts';
import type { QuickbooksInvoice } from './models.ts';

const read = async ({ gateway, realm }: ForInvoices, invoiceId: string) =>
  (await gateway.invoicesById(realm, [invoiceId])).invoices[0] ?? null;

const linesAsShown = (invoice: QuickbooksInvoice): NonNullable<InvoiceEdit['lines']> =>
  invoice.lines.map(({ itemId, description, quantity, unitPrice }, index) => ({
    index,
    itemId,
    description,
    quantity: quantity ?? '',
    unitPrice: unitPrice ?? '',
  }));

const edit = (
  at: ForInvoices,
  invoice: QuickbooksInvoice,
  changes: InvoiceEdit,
  requestId = 'e-1',
) =>
  at.gateway.updateInvoice(
    at.realm,
    at.gateway.invoiceEditBody(invoice, changes, at.profile),
    requestId,
  );

describe('voidInvoice', () => {
  test('sets the invoice to zero and leaves its payment as credit', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    const { Id } = await at.pay(made.id, '40');
    const paid = await read(at, made.id);
    expect(paid).toMatchObject({ balance: '60.00', paymentIds: [Id] });
    const answer = await at.gateway.voidInvoice(at.realm, paid ?? made, 'v-1');
    expect(answer).toMatchObject({
      kind: 'done',
      value: { id: made.id, number: made.number, total: '0.00', balance: '0.00', paymentIds: [] },
    });
    expect(answer.kind === 'done' && answer.value).toEqual(await read(at, made.id));
    const { payments } = await at.gateway.paymentsById(at.realm, [Id]);
    expect(payments).toMatchObject([{ applied: [] }]);
  });

  test('is stale with the SyncToken from before a payment', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await at.pay(made.id, '40');
    expect(await at.gateway.voidInvoice(at.realm, made, 'v-1')).toMatchObject({
      kind: 'stale',
      fault: { code: '5010', tid: expect.any(String) },
    });
    expect(await read(at, made.id)).toMatchObject({ total: '100.00' });
  });

  test('returns the lost response for the same request id', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await at.fault({ fault: 'reset-after' });
    expect(await at.gateway.voidInvoice(at.realm, made, 'v-1')).toMatchObject({ kind: 'unclear' });
    expect(await at.gateway.voidInvoice(at.realm, made, 'v-1')).toMatchObject({ kind: 'done' });
  });

  test('makes no further call', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    const before = (await at.calls()).length;
    await at.gateway.voidInvoice(at.realm, made, 'v-1');
    expect((await at.calls()).slice(before)).toMatchObject([
      { method: 'POST', query: { operation: 'void', requestid: 'v-1' } },
    ]);
  });
});

describe('deleteInvoice', () => {
  test('deletes the invoice; repeating succeeds too', async () => {
    const at = await openFor('uk');
    const made = await makeInvoiceIn(at, 'i-1');
    const done = { kind: 'done', value: null };
    expect(await at.gateway.deleteInvoice(at.realm, made, 'd-1')).toMatchObject(done);
    expect(await read(at, made.id)).toBeNull();
    expect(await at.gateway.deleteInvoice(at.realm, made, 'd-1')).toMatchObject(done);
  });

  test('is refused with 610 for a deleted invoice', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await at.gateway.deleteInvoice(at.realm, made, 'd-1');
    expect(await at.gateway.deleteInvoice(at.realm, made, 'd-2')).toMatchObject({
      kind: 'refused',
      fault: { code: '610' },
    });
    expect(await at.gateway.voidInvoice(at.realm, made, 'v-1')).toMatchObject({
      kind: 'refused',
      fault: { code: '610' },
    });
  });

  test('is stale with an old SyncToken', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await edit(at, made, { memo: 'Seen' });
    expect(await at.gateway.deleteInvoice(at.realm, made, 'd-1')).toMatchObject({ kind: 'stale' });
  });
});

describe('changes that QuickBooks refuses', () => {
  test.each<['settled' | 'matched' | 'deposited', 'void' | 'delete', string]>([
    ['settled', 'void', '6450'],
    ['matched', 'delete', '6480'],
    ['deposited', 'void', '6540'],
    ['deposited', 'delete', '6540'],
  ])('%s: %s', async (locked, act, code) => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await at.act(`transactions/${made.id}`, { locked });
    const change = act === 'void' ? at.gateway.voidInvoice : at.gateway.deleteInvoice;
    expect(await change(at.realm, made, 'c-1')).toMatchObject({ kind: 'refused', fault: { code } });
    expect(await read(at, made.id)).toEqual(made);
  });

  test('deleting a paid invoice, in companies that require unlinking first', async () => {
    const at = await openFor('us');
    await at.settings({ deletePaidInvoice: 'refuse' });
    const made = await makeInvoiceIn(at, 'i-1');
    await at.pay(made.id, '40');
    const paid = await read(at, made.id);
    expect(await at.gateway.deleteInvoice(at.realm, paid ?? made, 'd-1')).toMatchObject({
      kind: 'refused',
      fault: { code: '800' },
    });
  });

  test('changing an invoice in a closed period', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await at.settings({ preferences: { bookCloseDate: '2030-01-01' } });
    expect(await edit(at, made, { memo: 'Late' })).toMatchObject({
      kind: 'refused',
      fault: { code: '6210' },
    });
  });
});

describe('updateInvoice', () => {
  test('changes only the given fields', async () => {
    const at = await openFor('uk');
    const made = await makeInvoiceIn(at, 'i-1', { PrivateNote: 'Deal 101' });
    const changes = {
      dueDate: '2031-04-20',
      message: 'Thank you',
      email: 'b@brightwater.example',
      cc: 'c@brightwater.example',
    };
    const answer = await edit(at, made, changes);
    expect(answer).toMatchObject({ kind: 'done', value: { ...changes, memo: 'Deal 101' } });
    expect(await read(at, made.id)).toEqual(answer.kind === 'done' ? answer.value : null);
    expect(await read(at, made.id)).toMatchObject({ lines: made.lines, total: made.total });
  });

  test('deletes texts and addresses', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1', {
      PrivateNote: 'Deal 101',
      CustomerMemo: { value: 'Thank you' },
      BillEmailCc: { Address: 'c@brightwater.example' },
    });
    const none = { message: '', memo: '', email: '', cc: '' };
    expect(await edit(at, made, none)).toMatchObject({ kind: 'done', value: none });
  });

  test('removes the term', async () => {
    const at = await openFor('us');
    const [term] = at.profile.terms;
    const made = await makeInvoiceIn(at, 'i-1', { SalesTermRef: { value: term?.id } });
    const changes = { termId: null, dueDate: '2031-04-20' };
    expect(await edit(at, made, changes)).toMatchObject({
      kind: 'done',
      value: { dueDate: changes.dueDate },
    });
  });

  test('changes term and due date together', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    const [term] = at.profile.terms;
    const changes = { termId: term?.id ?? '', dueDate: '2031-04-20' };
    expect(await edit(at, made, changes)).toMatchObject({ kind: 'done', value: changes });
  });

  test('is stale after another change', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await edit(at, made, { memo: 'First' }, 'e-1');
    expect(await edit(at, made, { memo: 'Second' }, 'e-2')).toMatchObject({ kind: 'stale' });
    expect(await read(at, made.id)).toMatchObject({ memo: 'First' });
  });

  test('returns the property of a refused term', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    expect(await edit(at, made, { termId: '999' })).toMatchObject({
      kind: 'refused',
      fault: { code: '2500' },
    });
  });
});

describe('updateInvoice: lines', () => {
  test.each<[RealmLike, object]>([
    ['us', {}],
    ['uk', {}],
    ['ca', {}],
    ['customNumbers', {}],
    ['uk', { taxMode: 'inclusive' }],
    ['uk', { taxMode: 'none' }],
  ])('in a company like %s %j: adds two lines and updates tax and total', async (like, details) => {
    const at = await openFor(like);
    const line = { ...at.line, quantity: '2', unitPrice: '60' };
    const content = {
      ...at.content,
      lines: [line],
      details: { ...at.content.details, ...details },
      discount: { kind: 'percent' as const, value: '10' },
    };
    const made = await makeInvoiceIn({ ...at, content }, 'i-1');
    const [first] = linesAsShown(made);
    if (!first) throw new Error('No line');
    // A new line without a code is taxed as its item, which is taxable here.
    const taxed = like !== 'customNumbers' && !Object.values(details).includes('none');
    const code = taxed && { taxCodeId: like === 'us' ? 'NON' : (line.taxCodeId ?? '') };
    const added = { index: null, description: 'More', quantity: '1', unitPrice: '30' };
    const more = { ...first, ...added, ...code };
    const answer = await edit(at, made, { lines: [{ ...first, quantity: '4' }, more] });
    if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
    const { value } = answer;
    expect(value.lines).toMatchObject([
      { id: made.lines[0]?.id, quantity: '4', unitPrice: made.lines[0]?.unitPrice },
      { description: 'More', amount: '30.00' },
    ]);
    const subtotal = Number(made.subtotal) * 2 + 30;
    const discount = subtotal / 10;
    expect(Number(value.subtotal)).toBeCloseTo(subtotal, 2);
    expect(Number(value.discount)).toBeCloseTo(discount, 2);
    const rate = Number(made.tax) / (Number(made.subtotal) - Number(made.discount));
    expect(Number(value.tax)).toBeCloseTo((subtotal - discount) * rate, 1);
    expect(Number(value.total)).toBeCloseTo(subtotal - discount + Number(value.tax), 2);
  });

  test('deletes one line and keeps the id of the other', async () => {
    const at = await openFor('uk');
    const lines = [at.line, { ...at.line, key: 'other', unitPrice: '25' }];
    const made = await makeInvoiceIn({ ...at, content: { ...at.content, lines } }, 'i-1');
    const [, second] = linesAsShown(made);
    const answer = await edit(at, made, { lines: second ? [second] : [] });
    expect(answer).toMatchObject({ kind: 'done', value: { lines: [made.lines[1]] } });
  });

  test('changes nothing when no line changed', async () => {
    const at = await openFor('ca');
    const made = await makeInvoiceIn(at, 'i-1');
    const answer = await edit(at, made, { lines: linesAsShown(made) });
    expect(answer.kind === 'done' && answer.value).toEqual(made);
  });
});
