import { describe, expect, test } from 'vitest';
import type { RealmLike } from '../testing/make-company.ts';
import { type ForInvoices, makeInvoiceIn, openFor } from '../testing/open-for-invoices.ts';
import type { InvoiceEdit } from './gateway.ts';
import type { QuickbooksInvoice } from './models.ts';

const read = async ({ gateway, realm }: ForInvoices, id: string) =>
  (await gateway.invoicesById(realm, [id])).invoices[0] ?? null;

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

describe('a void', () => {
  test('zeroes the invoice and leaves its payment as credit', async () => {
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
    expect(await at.gateway.paymentsById(at.realm, [Id])).toMatchObject([{ applied: [] }]);
  });

  test('with the token of before a payment is stale, and does nothing', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await at.pay(made.id, '40');
    expect(await at.gateway.voidInvoice(at.realm, made, 'v-1')).toMatchObject({
      kind: 'stale',
      fault: { code: '5010', tid: expect.any(String) },
    });
    expect(await read(at, made.id)).toMatchObject({ total: '100.00' });
  });

  test('whose answer was lost is told again under the same id', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await at.fault({ fault: 'reset-after' });
    expect(await at.gateway.voidInvoice(at.realm, made, 'v-1')).toMatchObject({ kind: 'unclear' });
    expect(await at.gateway.voidInvoice(at.realm, made, 'v-1')).toMatchObject({ kind: 'done' });
  });

  test('reads nothing beside', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    const before = (await at.calls()).length;
    await at.gateway.voidInvoice(at.realm, made, 'v-1');
    expect((await at.calls()).slice(before)).toMatchObject([
      { method: 'POST', query: { operation: 'void', requestid: 'v-1' } },
    ]);
  });
});

describe('a delete', () => {
  test('takes the invoice away; repeated it is the same', async () => {
    const at = await openFor('uk');
    const made = await makeInvoiceIn(at, 'i-1');
    const done = { kind: 'done', value: null };
    expect(await at.gateway.deleteInvoice(at.realm, made, 'd-1')).toMatchObject(done);
    expect(await read(at, made.id)).toBeNull();
    expect(await at.gateway.deleteInvoice(at.realm, made, 'd-1')).toMatchObject(done);
  });

  test('of what is gone is refused with 610', async () => {
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

  test('with an old token is stale', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await edit(at, made, { memo: 'Seen' });
    expect(await at.gateway.deleteInvoice(at.realm, made, 'd-1')).toMatchObject({ kind: 'stale' });
  });
});

describe('what the books forbid is refused', () => {
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

  test('the delete of a paid one, where QuickBooks wants it unlinked first', async () => {
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

  test('a change in a closed period', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await at.settings({ preferences: { bookCloseDate: '2030-01-01' } });
    expect(await edit(at, made, { memo: 'Late' })).toMatchObject({
      kind: 'refused',
      fault: { code: '6210' },
    });
  });
});

describe('an edit', () => {
  test('changes what it names and nothing else', async () => {
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

  test('takes texts and addresses away', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1', {
      PrivateNote: 'Deal 101',
      CustomerMemo: { value: 'Thank you' },
      BillEmailCc: { Address: 'c@brightwater.example' },
    });
    const none = { message: '', memo: '', email: '', cc: '' };
    expect(await edit(at, made, none)).toMatchObject({ kind: 'done', value: none });
  });

  test('takes the term away', async () => {
    const at = await openFor('us');
    const [term] = at.profile.terms;
    const made = await makeInvoiceIn(at, 'i-1', { SalesTermRef: { value: term?.id } });
    const changes = { termId: null, dueDate: '2031-04-20' };
    expect(await edit(at, made, changes)).toMatchObject({
      kind: 'done',
      value: { dueDate: changes.dueDate },
    });
  });

  test('with the term, the due date that goes with it', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    const [term] = at.profile.terms;
    const changes = { termId: term?.id ?? '', dueDate: '2031-04-20' };
    expect(await edit(at, made, changes)).toMatchObject({ kind: 'done', value: changes });
  });

  test('is stale after somebody else was faster', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    await edit(at, made, { memo: 'First' }, 'e-1');
    expect(await edit(at, made, { memo: 'Second' }, 'e-2')).toMatchObject({ kind: 'stale' });
    expect(await read(at, made.id)).toMatchObject({ memo: 'First' });
  });

  test('refused on a term that is not there, says which', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    expect(await edit(at, made, { termId: '999' })).toMatchObject({
      kind: 'refused',
      fault: { code: '2500' },
    });
  });
});

describe('an edit of the lines', () => {
  test.each<[RealmLike, object]>([
    ['us', {}],
    ['uk', {}],
    ['ca', {}],
    ['customNumbers', {}],
    ['uk', { taxMode: 'inclusive' }],
    ['uk', { taxMode: 'none' }],
  ])('in a company like %s %j: two more, and tax and total follow', async (like, details) => {
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
    // Without a code of its own a new line is taxed as its item is, which is taxable here.
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

  test('one goes, the other stays under its id', async () => {
    const at = await openFor('uk');
    const lines = [at.line, { ...at.line, key: 'other', unitPrice: '25' }];
    const made = await makeInvoiceIn({ ...at, content: { ...at.content, lines } }, 'i-1');
    const [, second] = linesAsShown(made);
    const answer = await edit(at, made, { lines: second ? [second] : [] });
    expect(answer).toMatchObject({ kind: 'done', value: { lines: [made.lines[1]] } });
  });

  test('none of them changed changes nothing', async () => {
    const at = await openFor('ca');
    const made = await makeInvoiceIn(at, 'i-1');
    const answer = await edit(at, made, { lines: linesAsShown(made) });
    expect(answer.kind === 'done' && answer.value).toEqual(made);
  });
});
