import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { iso } from '../../clock.ts';
import { dialect } from '../../db/dialect.ts';
import { transact } from '../../db/transact.ts';
import { linkToDeal } from '../../invoices/mirror/mirror.ts';
import { openDraftFixture } from '../../testing/draft-fixture.ts';

describe.concurrent('Create', () => {
  test('makes one write and no read', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    await fixture.forgetCalls();
    const { status, body } = await fixture.create(form);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'created',
      invoice: { total: '100.00', status: 'open' },
      totalsComparison: { agrees: true },
    });
    expect(await fixture.calls()).toEqual(['POST invoice']);
    expect(await fixture.made()).toHaveLength(1);
  });

  test('makes two writes when the customer is new', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form('onlyAPerson');
    await fixture.forgetCalls();
    expect((await fixture.create(form)).body).toMatchObject({
      state: 'created',
      invoice: { customerName: 'Garden Studio Tenant' },
    });
    expect(await fixture.calls()).toEqual(['POST customer', 'POST invoice']);
  });

  test('sends the shipping address of a new customer for its sales tax', async () => {
    for (const taxWithoutAddress of ['company', 'none']) {
      const fixture = await openDraftFixture();
      await fixture.switches({ taxWithoutAddress });
      const form = await fixture.form('onlyAPerson');
      const { customer, lines } = form.content;
      // Massachusetts: 6.25 %; the company is in California, 7.25 %.
      const address = '2 Assembly Square\nBoston, MA 02129\nUSA';
      const inBoston = {
        Line1: '2 Assembly Square',
        City: 'Boston',
        CountrySubDivisionCode: 'MA',
        PostalCode: '02129',
        Country: 'USA',
      };
      const content = {
        ...form.content,
        customer: { ...customer, address },
        lines: lines.map((line) => ({ ...line, taxCodeId: 'TAX' })),
      };
      await fixture.forgetCalls();
      expect((await fixture.create({ ...form, content })).body).toMatchObject({
        state: 'created',
        invoice: { total: '106.25' },
      });
      expect(await fixture.calls()).toEqual(['POST customer', 'POST invoice']);
      const [invoice] = await fixture.made();
      expect(invoice).toMatchObject({ ShipAddr: inBoston });
      const createdCustomer = (await fixture.realmContents()).customers.find(
        ({ Id }) => Id === invoice?.CustomerRef.value,
      );
      expect(createdCustomer).toMatchObject({ BillAddr: inBoston, ShipAddr: inBoston });
    }
  });

  test("keeps a customer's own shipping address unless another is chosen", async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    const { customer, lines } = form.content;
    const [line] = lines;
    const send = async (changes: object) => {
      const content = {
        ...form.content,
        lines: [{ ...line, taxCodeId: 'TAX' }],
        customer: { ...customer, address: '18 Foundry Lane\nPortland, OR 97209', ...changes },
      };
      const fresh = await fixture.form();
      await fixture.forgetCalls();
      const { body } = await fixture.create({ ...form, draftId: fresh.draftId, content });
      expect(body.state).toBe('created');
      expect(await fixture.calls()).toEqual(['POST invoice']);
      return body.invoice?.total;
    };
    const [{ customers }] = [await fixture.realmContents()];
    const northgate = customers.find(({ DisplayName }) => DisplayName === customer.to);
    const choice = (shipAddress?: string | null) => ({
      choice: { ...customer.choice, ...(shipAddress !== undefined && { shipAddress }) },
    });
    expect(northgate).toMatchObject({ BillAddr: { CountrySubDivisionCode: 'MA' } });
    // QuickBooks copies Boston, 6.25 %; Portland has no sales tax, Oakland 7.25 %.
    expect(await send(choice('2 Assembly Square\nBoston, MA 02129'))).toBe('106.25');
    expect(await send(choice())).toBe('106.25');
    expect(await send(choice(null))).toBe('100.00');
    expect(await send({ ...choice('Boston'), shipTo: { kind: 'billing' } })).toBe('100.00');
    const other = { kind: 'other', address: '12 Harbour Row\nOakland, CA 94607' };
    expect(await send({ ...choice('Boston'), shipTo: other })).toBe('107.25');
    expect(await send({ ...choice(null), address: 'Behind the old mill' })).toBe('106.25');
  });

  test.each(['uk', 'ca', 'customNumbers'] as const)('works in a company like %s', async (like) => {
    const fixture = await openDraftFixture(like);
    expect((await fixture.create(await fixture.form('nearlyAlike'))).body).toMatchObject({
      state: 'created',
      totalsComparison: { agrees: true },
    });
  });

  test('pressed twice creates one invoice and returns its status to both', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    await fixture.fault({ fault: 'slow', delayMs: 300 });
    const answers = await Promise.all([fixture.create(form), fixture.create(form)]);
    const states = answers.map(({ body }) => body.state).sort();
    expect(states).toEqual(['created', 'sending']);
    expect((await fixture.create(form)).body.state).toBe('created');
    expect(await fixture.made()).toHaveLength(1);
  });

  test('of a saved draft starts from the version the user saw', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    const saved = await fixture.call(fixture.company.owner, 'drafts/save', form);
    expect(saved.body).toMatchObject({ version: 1 });
    expect(await fixture.create(form)).toMatchObject({
      status: 409,
      body: { error: { code: 'draft_changed' } },
    });
    expect(await fixture.made()).toEqual([]);
    expect((await fixture.create({ ...form, version: 1 })).body.state).toBe('created');
  });

  test('reports an invoice added to the deal meanwhile before any write', async () => {
    const fixture = await openDraftFixture();
    const knownAt = iso(fixture.clock.now());
    const [one, two] = [await fixture.form(), await fixture.form()];
    fixture.clock.advance(60_000);
    expect((await fixture.create({ ...one, knownAt })).body.state).toBe('created');
    const since = iso(fixture.clock.now());
    expect(await fixture.create({ ...two, knownAt })).toMatchObject({
      status: 409,
      body: { error: { code: 'deal_billed_meanwhile', details: { since } } },
    });
    expect(await fixture.made()).toHaveLength(1);
    const elsewhere = await fixture.form('nearlyAlike');
    expect((await fixture.create({ ...elsewhere, knownAt })).body.state).toBe('created');
    expect((await fixture.create({ ...two, knownAt: since })).body.state).toBe('created');
    expect(await fixture.made()).toHaveLength(3);
  });

  test('rejects a form that QuickBooks would refuse without sending it', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    const content = { ...form.content, lines: [] };
    await fixture.forgetCalls();
    expect(await fixture.create({ ...form, content })).toMatchObject({
      status: 422,
      body: { error: { code: 'invalid_input', fields: [{ path: 'lines', problem: 'no_lines' }] } },
    });
    expect(await fixture.calls()).toEqual([]);
  });

  test('returns 404 for a draft of another deal', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    await fixture.create(form);
    const elsewhere = { ...form, dealId: fixture.company.deals.onlyAPerson };
    expect(await fixture.create(elsewhere)).toMatchObject({ status: 404 });
  });

  // PostgreSQL does not wait and creates as if the invoice had not been added yet.
  test.runIf(dialect === 'sqlite')(
    'reports an invoice added while its transaction waits',
    async () => {
      const fixture = await openDraftFixture();
      const { clock, company, dependencies } = fixture;
      const form = await fixture.form();
      const knownAt = iso(clock.now());
      clock.advance(1_000);
      const { promise: added, resolve: commit } = Promise.withResolvers<void>();
      const adding = transact(dependencies.db, async (tx) => {
        await linkToDeal(tx, {
          companyId: company.companyId,
          realmId: company.realmId,
          dealId: form.dealId,
          invoiceId: '9999',
          how: 'created',
          linkedById: company.owner.userId,
          linkedAt: clock.now(),
        });
        await added;
      });
      const creating = fixture.create({ ...form, knownAt });
      await pause(500);
      commit();
      await adding;
      expect(await creating).toMatchObject({
        status: 409,
        body: { error: { code: 'deal_billed_meanwhile' } },
      });
      expect(await fixture.made()).toEqual([]);
      expect((await fixture.status(form.draftId)).status).toBe(404);
    },
  );
});

test('returns 404 for the status of a draft that was never saved', async () => {
  const fixture = await openDraftFixture();
  expect((await fixture.status(randomUUID())).status).toBe(404);
});

test.each(['all', 'latin1'] as const)(
  'returns the texts stored with question marks when QuickBooks stores %s characters',
  async (lettersStored) => {
    const fixture = await openDraftFixture();
    await fixture.switches({ lettersStored });
    const form = await fixture.form('onlyAPerson');
    const choice = { kind: 'new' as const, name: 'Złotnicki Usługi' };
    const [line] = form.content.lines;
    const content = {
      ...form.content,
      customer: {
        ...form.content.customer,
        choice,
        address: 'ul. Długa 1\n00-950 Łódź\nPoland',
        shipTo: { kind: 'other' as const, address: 'Wąska 2\nPortland, OR 97209' },
      },
      details: { ...form.content.details, message: 'Dziękuję' },
      lines: [{ ...line, description: 'Usługa montażu' }],
    };
    const { body } = await fixture.create({ ...form, content } as typeof form);
    expect(body).toMatchObject({ state: 'created', totalsComparison: { agrees: true } });
    const changed = [
      { what: 'customer', sent: 'Złotnicki Usługi', stored: 'Z?otnicki Us?ugi' },
      { what: 'billing', sent: 'ul. Długa 1', stored: 'ul. D?uga 1' },
      { what: 'billing', sent: 'Łódź', stored: '?ód?' },
      { what: 'shipping', sent: 'Wąska 2', stored: 'W?ska 2' },
      { what: 'description', sent: 'Usługa montażu', stored: 'Us?uga monta?u' },
      { what: 'message', sent: 'Dziękuję', stored: 'Dzi?kuj?' },
    ];
    expect(body.totalsComparison?.texts).toEqual(lettersStored === 'all' ? [] : changed);
    expect((await fixture.status(form.draftId)).body.totalsComparison).toEqual(
      body.totalsComparison,
    );
  },
);
