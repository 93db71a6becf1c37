import { describe, expect, test } from 'vitest';
import { type Desk, openDesk, untilOver } from '../../testing/sales-desk.ts';

const older = { createdAt: '2020-01-01T00:00:00Z' };

/** An invoice of the company that has other content than any draft of these tests. */
const otherInvoice = async (desk: Desk) => {
  const [other] = (await desk.ledger()).invoices;
  const { connectionId, realmId } = desk.company;
  const { invoices } = await desk.doors.quickbooks.invoicesById({ connectionId, realmId }, [
    other?.Id ?? '',
  ]);
  const [invoice] = invoices;
  if (!invoice) throw new Error('The company has no invoice');
  return invoice;
};

/** QuickBooks answers every creation with that invoice, as created long ago. */
const answerWithOther = async (desk: Desk) => {
  const other = await otherInvoice(desk);
  desk.doors.quickbooks.createInvoice = async () => ({
    kind: 'done',
    value: { ...other, ...older },
    tid: null,
  });
  return other;
};

describe.concurrent('a response that tells of an invoice created before the operation', () => {
  test('is read before it is shown', async () => {
    const desk = await openDesk();
    const form = await desk.form();
    const { quickbooks } = desk.doors;
    const { createInvoice } = quickbooks;
    quickbooks.createInvoice = async (...what) => {
      const answer = await createInvoice(...what);
      if (answer.kind !== 'done') return answer;
      return { ...answer, value: { ...answer.value, ...older, balance: '0.00' } };
    };
    const { body } = await desk.create(form);
    const [made] = await desk.made();
    expect(body).toMatchObject({ state: 'created', invoice: { id: made?.Id, balance: '100.00' } });
  });

  test('asks the user when the content differs', async () => {
    const desk = await openDesk();
    const form = await desk.form();
    const other = await answerWithOther(desk);
    expect((await desk.create(form)).body).toMatchObject({
      state: 'choose',
      found: [{ id: other.id }],
    });
    expect((await desk.choose(form.draftId, null)).body).toMatchObject({ state: 'editing' });
  });

  test('asks the user after a repetition too', async () => {
    const desk = await openDesk();
    const form = await desk.form();
    await desk.fault({ fault: 'reset-before' });
    expect((await desk.create(form)).body.state).toBe('unknown');
    const other = await answerWithOther(desk);
    desk.clock.advance(untilOver);
    await desk.settle();
    expect((await desk.status(form.draftId)).body).toMatchObject({
      state: 'choose',
      found: [{ id: other.id }],
    });
  });
});
