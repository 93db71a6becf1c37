import { describe, expect, test } from 'vitest';
import { type Desk, openDesk } from '../testing/sales-desk.ts';
import { leaseFor } from '../writes/lease.ts';
import { adoptAnswer, isOlder } from './adopt-answer.ts';
import { latestAttempt, takeAttempt } from './attempt-store.ts';
import { draftById } from './store.ts';

test('what was made two minutes before, by QuickBooks’ clock, was there before', () => {
  const at = (skewMs: number | null) => ({ quickbooks: { skewMs: () => skewMs } }) as Desk['doors'];
  const attempt = { sentAt: Date.parse('2027-03-13T10:00:00Z') };
  const made = (createdAt: string) => ({ createdAt });
  expect(isOlder(at(null), made('2027-03-13T02:57:59-07:00'), attempt)).toBe(true);
  expect(isOlder(at(null), made('2027-03-13T09:58:01Z'), attempt)).toBe(false);
  expect(isOlder(at(0), made('2027-03-13T09:57:59Z'), attempt)).toBe(true);
  expect(isOlder(at(-600_000), made('2027-03-13T09:50:00Z'), attempt)).toBe(false);
  expect(isOlder(at(600_000), made('2027-03-13T10:07:00Z'), attempt)).toBe(true);
});

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
