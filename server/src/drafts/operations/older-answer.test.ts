import { describe, expect, test } from 'vitest';
import { type DraftFixture, openDraftFixture, untilOver } from '../../testing/draft-fixture.ts';

const older = { createdAt: '2020-01-01T00:00:00Z' };

/** An invoice whose content differs from every draft of these tests. */
const otherInvoice = async (fixture: DraftFixture) => {
  const [other] = (await fixture.realmContents()).invoices;
  const { connectionId, realmId } = fixture.company;
  const { invoices } = await fixture.dependencies.quickbooks.invoicesById(
    { connectionId, realmId },
    [other?.Id ?? ''],
  );
  const [invoice] = invoices;
  if (!invoice) throw new Error('The company has no invoice');
  return invoice;
};

/** Makes QuickBooks answer every creation with that invoice, created long ago. */
const answerWithOther = async (fixture: DraftFixture) => {
  const other = await otherInvoice(fixture);
  fixture.dependencies.quickbooks.createInvoice = async () => ({
    kind: 'done',
    value: { ...other, ...older },
    tid: null,
  });
  return other;
};

describe.concurrent('a response with an invoice created before the operation', () => {
  test('is replaced by a read of the invoice', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    const { quickbooks } = fixture.dependencies;
    const { createInvoice } = quickbooks;
    quickbooks.createInvoice = async (...args) => {
      const response = await createInvoice(...args);
      if (response.kind !== 'done') return response;
      return { ...response, value: { ...response.value, ...older, balance: '0.00' } };
    };
    const { body } = await fixture.create(form);
    const [made] = await fixture.made();
    expect(body).toMatchObject({ state: 'created', invoice: { id: made?.Id, balance: '100.00' } });
  });

  test('asks the user when the content differs', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    const other = await answerWithOther(fixture);
    expect((await fixture.create(form)).body).toMatchObject({
      state: 'choose',
      found: [{ id: other.id }],
    });
    expect((await fixture.choose(form.draftId, null)).body).toMatchObject({ state: 'editing' });
  });

  test('asks the user after a repeated request too', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    await fixture.fault({ fault: 'reset-before' });
    expect((await fixture.create(form)).body.state).toBe('unknown');
    const other = await answerWithOther(fixture);
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body).toMatchObject({
      state: 'choose',
      found: [{ id: other.id }],
    });
  });
});
