import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { recipientsOf, rememberRecipients } from '../customers/recipients.ts';
import { customerLinks } from '../customers/tables.ts';
import { transact } from '../db/transact.ts';
import { type Draft, draftById } from '../drafts/store.ts';
import { openCustomerFixture } from '../testing/customer-fixture.ts';
import { classicBody, deliverWebhook, webhookEnv } from '../testing/deliver-webhook.ts';
import { runDue } from '../testing/run-due.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';

/** A company whose deal's organization 502 is linked to customer 1, with a mirrored invoice of it. */
const arrange = async () => {
  const fixture = await openCustomerFixture('us', { env: webhookEnv });
  const { company, dependencies } = fixture;
  const { db } = dependencies;
  await fixture.put([{ number: 'A-1' }]);
  await fixture.load();
  const realmKey = { companyId: company.companyId, realmId: company.realmId };
  return {
    fixture,
    realmKey,
    mergeInQuickbooks: () => fixture.merge('1', '4'),
    async deliver() {
      const change = { name: 'Customer', id: '4', operation: 'Merge', deletedId: '1' };
      await deliverWebhook(fixture, classicBody(company.realmId, [change]));
    },
    work: async (ms = 0) => {
      fixture.clock.advance(ms);
      await runDue(dependencies, ['merges']);
    },
    links: async () =>
      (await db.select().from(customerLinks)).map(({ partyId, customerId, customerName }) => ({
        partyId,
        customerId,
        customerName,
      })),
    draft: async (draftId: string): Promise<Draft | null> => draftById(db, realmKey, draftId),
    audited: async (action: string) =>
      (await db.select().from(auditEntries)).filter((entry) => entry.action === action),
  };
};

const dental = 'Larkspur Dental Group';

describe.each(['gone', 'inactive'])('a customer that is %s after a merge', (mergedCustomer) => {
  it('that a webhook names passes its links on', async () => {
    const at = await arrange();
    await at.fixture.switches({ mergedCustomer, mergeChangesTransactions: false });
    await at.mergeInQuickbooks();
    await at.deliver();
    await at.work();
    expect(await at.links()).toEqual([{ partyId: 502, customerId: '4', customerName: dental }]);
    expect(await at.audited('customer_merged')).toMatchObject([
      { subject: '4', details: { name: dental, from: '1', party: 'organization', partyId: '502' } },
    ]);
    expect((await at.fixture.link()).link).toMatchObject({ customer: { id: '4' }, trouble: null });
  });

  it('is found without webhooks once an invoice of it is read', async () => {
    const at = await arrange();
    await at.fixture.switches({ mergedCustomer });
    await at.mergeInQuickbooks();
    at.fixture.clock.advance(25 * 3_600_000);
    await at.fixture.load({ kind: 'all' }, { of: 'company' });
    await at.work();
    expect(await at.links()).toMatchObject([{ partyId: 502, customerId: '4' }]);
  });
});

describe('a merge of customers', () => {
  it('leaves two organizations with the same customer', async () => {
    const at = await arrange();
    const { dependencies, clock, company } = at.fixture;
    await transact(dependencies.db, (tx) =>
      tx.insert(customerLinks).values({
        ...at.realmKey,
        party: 'organization',
        partyId: 501,
        customerId: '4',
        customerName: dental,
        why: 'picked',
        linkedById: company.owner.userId,
        linkedAt: clock.now(),
      }),
    );
    await at.mergeInQuickbooks();
    await at.deliver();
    await at.work();
    const links = (await at.links()).toSorted((one, other) => one.partyId - other.partyId);
    expect(links).toMatchObject([
      { partyId: 501, customerId: '4' },
      { partyId: 502, customerId: '4' },
    ]);
  });

  it('passes remembered recipients on to a customer without any', async () => {
    const at = await arrange();
    const { dependencies, clock } = at.fixture;
    const recipients = { to: 'accounts@larch.example', cc: '', bcc: 'archive@larch.example' };
    const merged = { ...at.realmKey, customerId: '1', recipients, now: clock.now() };
    await transact(dependencies.db, (tx) => rememberRecipients(tx, merged));
    await at.mergeInQuickbooks();
    await at.deliver();
    await at.work();
    const known = (customerId: string) =>
      recipientsOf(dependencies.db, { ...at.realmKey, customerId });
    expect(await known('4')).toEqual(recipients);
    expect(await known('1')).toBeNull();
  });

  it('changes the customer of an unfinished draft and keeps its version', async () => {
    const at = await arrange();
    const form = await at.fixture.form();
    expect(form.content.customer.choice).toMatchObject({ kind: 'existing', id: '1' });
    const estimate = {
      id: '7',
      number: '1001',
      customerId: '1',
      issueDate: '2026-11-01',
      expiresOn: null,
      total: '100.00',
      currency: 'USD',
      left: 0,
    };
    await at.fixture.ask('drafts/save', { ...form, content: { ...form.content, estimate } });
    const before = await at.draft(form.draftId);
    await at.mergeInQuickbooks();
    await at.deliver();
    await at.work();
    expect(await at.draft(form.draftId)).toMatchObject({
      version: before?.version,
      content: {
        customer: { choice: { kind: 'existing', id: '4', name: dental } },
        estimate: { ...estimate, customerId: '4' },
      },
      summary: { customerName: dental },
    });
  });

  it('keeps the customer of a draft that is being sent until its outcome is known', async () => {
    const at = await arrange();
    const form = await at.fixture.form();
    await at.fixture.fault({ fault: 'reset-before' });
    await at.fixture.create(form);
    await at.mergeInQuickbooks();
    await at.deliver();
    await at.work();
    expect(await at.draft(form.draftId)).toMatchObject({
      state: 'sending',
      content: { customer: { choice: { id: '1' } } },
    });
    for (let round = 0; round < 8; round += 1) {
      at.fixture.clock.advance(30 * 60_000);
      await at.fixture.resolve();
    }
    await at.work(600_000);
    expect(await at.draft(form.draftId)).toMatchObject({
      state: 'editing',
      content: { customer: { choice: { id: '4' } } },
    });
  });

  it('is not assumed when one invoice got another customer', async () => {
    const at = await arrange();
    const { fixture } = at;
    const [invoiceId = ''] = await fixture.put([{ number: 'A-2' }]);
    await fixture.load({ kind: 'all' }, { of: 'company' });
    await writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Invoice', {
      Id: invoiceId,
      SyncToken: '0',
      sparse: true,
      CustomerRef: { value: '4' },
    });
    fixture.clock.advance(25 * 3_600_000);
    await fixture.load({ kind: 'all' }, { of: 'company' });
    await at.work();
    expect(await at.links()).toMatchObject([{ partyId: 502, customerId: '1' }]);
  });

  it('in another company changes nothing', async () => {
    const at = await arrange();
    const other = await arrange();
    await at.mergeInQuickbooks();
    await at.deliver();
    await at.work();
    await other.work();
    expect(await other.links()).toMatchObject([{ partyId: 502, customerId: '1' }]);
  });
});
