import { describe, expect, test } from 'vitest';
import { openDesk } from '../../testing/sales-desk.ts';
import { leaseFor } from '../../writes/lease.ts';
import { draftById } from '../store.ts';
import { adoptAnswer } from './adopt-answer.ts';
import { latestAttempt, takeAttempt } from './attempt-store.ts';

/** A draft whose invoice stands in the books without our knowing, in our hands. */
const inDoubt = async () => {
  const desk = await openDesk();
  const form = await desk.form();
  await desk.fault({ fault: 'reset-after' });
  await desk.create(form);
  const { db } = desk.doors;
  const waiting = await latestAttempt(db, form.draftId);
  const attempt = waiting && (await takeAttempt(db, waiting, leaseFor(desk.doors)));
  const { companyId, realmId, connectionId } = desk.company;
  const draft = await draftById(db, { companyId, realmId }, form.draftId);
  if (!attempt || !draft) throw new Error('no attempt');
  const realm = { connectionId, realmId };
  const answered = async (invoiceId: string) => {
    const [invoice] = await desk.doors.quickbooks.invoicesById(realm, [invoiceId]);
    if (!invoice) throw new Error('no such invoice');
    const value = { ...invoice, balance: '0.00', createdAt: '2020-01-01T00:00:00Z' };
    return adoptAnswer(desk.doors, realm, draft, attempt, { value, tid: null });
  };
  return { desk, form, answered };
};

describe.concurrent('an answer that tells of an older invoice', () => {
  test('is read before it is shown', async () => {
    const { desk, form, answered } = await inDoubt();
    const [made] = await desk.made();
    expect(await answered(made?.Id ?? '')).toBe(true);
    expect((await desk.status(form.draftId)).body).toMatchObject({
      state: 'created',
      invoice: { id: made?.Id, balance: '100.00' },
    });
  });

  test('of other content is for the user to judge', async () => {
    const { desk, form, answered } = await inDoubt();
    const [other] = (await desk.ledger()).invoices;
    await answered(other?.Id ?? '');
    const asked = (await desk.status(form.draftId)).body;
    expect(asked).toMatchObject({ state: 'choose', found: [{ id: other?.Id }] });
    expect((await desk.choose(form.draftId, null)).body).toMatchObject({ state: 'editing' });
  });
});
