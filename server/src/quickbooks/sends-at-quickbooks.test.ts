import { describe, expect, test } from 'vitest';
import { makeInvoiceIn, openFor } from '../testing/open-for-invoices.ts';

describe('sendInvoice', () => {
  test('sends one e-mail and returns its time', async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1');
    const before = Date.now();
    const answer = await at.gateway.sendInvoice(at.realm, made.id, 'a+b@brightwater.example');
    if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
    expect(answer.value).toMatchObject({ email: 'a+b@brightwater.example', total: made.total });
    expect(Date.parse(answer.value.deliveredAt ?? '')).toBeGreaterThanOrEqual(before - 1000);
    const { invoices } = await at.gateway.invoicesById(at.realm, [made.id]);
    expect(invoices).toEqual([answer.value]);
    const [call] = (await at.calls()).filter(({ path }) => path.endsWith('/send'));
    expect(call).toMatchObject({ method: 'POST', contentType: 'application/octet-stream' });
  });

  test("uses the invoice's own address and copy", async () => {
    const at = await openFor('us');
    const made = await makeInvoiceIn(at, 'i-1', {
      BillEmailCc: { Address: 'manager@brightwater.example' },
    });
    expect(await at.gateway.sendInvoice(at.realm, made.id, '')).toMatchObject({
      kind: 'done',
      value: { email: made.email, cc: 'manager@brightwater.example', emailStatus: 'EmailSent' },
    });
  });

  test.each(['6420', '2020', '6000'])('is refused without any address, with %s', async (code) => {
    const at = await openFor('us');
    await at.settings({ sendWithoutAddress: code });
    const made = await makeInvoiceIn(at, 'i-1', { BillEmail: undefined });
    expect(await at.gateway.sendInvoice(at.realm, made.id, '')).toMatchObject({
      kind: 'refused',
      fault: { code },
    });
  });

  test('is refused for a deleted invoice and above the daily limit', async () => {
    const at = await openFor('us');
    await at.settings({ sendsPerDay: 0 });
    const made = await makeInvoiceIn(at, 'i-1');
    expect(await at.gateway.sendInvoice(at.realm, made.id, '')).toMatchObject({
      kind: 'refused',
      fault: { code: '6000', said: expect.stringContaining('limit') },
    });
    await at.gateway.deleteInvoice(at.realm, made, 'd-1');
    expect(await at.gateway.sendInvoice(at.realm, made.id, '')).toMatchObject({
      kind: 'refused',
      fault: { code: '610' },
    });
  });

  test.each<[string, Record<string, unknown>, boolean]>([
    ['cut off after', { fault: 'reset-after' }, true],
    ['cut off before', { fault: 'reset-before' }, false],
    ['answered too late', { fault: 'late', delayMs: 4000 }, true],
    ['met by a 503', { fault: 'status', status: 503 }, false],
  ])('%s is unclear; a read shows whether it was sent', async (_, fault, sent) => {
    const at = await openFor('us', {}, 1000);
    const made = await makeInvoiceIn(at, 'i-1');
    await at.fault({ ...fault, match: { realm: at.realm.realmId, path: '.*/send$' } });
    const before = (await at.calls()).length;
    expect(await at.gateway.sendInvoice(at.realm, made.id, '')).toMatchObject({ kind: 'unclear' });
    expect((await at.calls()).slice(before)).toHaveLength(1);
    const { invoices } = await at.gateway.invoicesById(at.realm, [made.id]);
    const [read] = invoices;
    expect(read?.deliveredAt !== null).toBe(sent);
  });

  test.each([true, false])('accepts a changed or unchanged SyncToken: %s', async (changes) => {
    const at = await openFor('us');
    await at.settings({ sendChangesSyncToken: changes });
    const made = await makeInvoiceIn(at, 'i-1');
    const answer = await at.gateway.sendInvoice(at.realm, made.id, '');
    const syncToken = answer.kind === 'done' ? answer.value.syncToken : '';
    expect(syncToken !== made.syncToken).toBe(changes);
    expect(await at.gateway.voidInvoice(at.realm, { id: made.id, syncToken }, 'v-1')).toMatchObject(
      { kind: 'done' },
    );
  });
});
