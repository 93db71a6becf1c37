import { describe, expect, test } from 'vitest';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { type DraftFixture, openDraftFixture, untilOver } from '../../testing/draft-fixture.ts';
import { resolveDue } from '../../testing/run-due.ts';

const people = {
  email: 'accounts@larch.example; office@larch.example',
  cc: 'boss@larch.example',
  bcc: 'archive@larch.example',
} as const;

const sentTo = {
  to: 'accounts@larch.example, office@larch.example',
  cc: 'boss@larch.example',
  bcc: 'archive@larch.example',
};

/** A form with these recipients, typed by the user. */
const formFor = async (fixture: DraftFixture, customer: object = people, deal?: string) => {
  const form = await fixture.form(deal);
  const typed = { emailFrom: 'user' as const, copiesFrom: 'user' as const, ...customer };
  const content = { ...form.content, customer: { ...form.content.customer, ...typed } };
  return { ...form, content };
};

const send = { delivery: 'send' as const };

describe.concurrent('Create and send', () => {
  test('creates one invoice and sends one e-mail to all recipients', async () => {
    const fixture = await openDraftFixture();
    const form = await formFor(fixture);
    await fixture.forgetCalls();
    expect((await fixture.create({ ...form, ...send })).body).toMatchObject({
      state: 'created',
      invoice: { delivery: 'sent', total: '100.00' },
      sending: { state: 'sent', ...sentTo, said: null },
    });
    expect(await fixture.mails()).toMatchObject([sentTo]);
    expect(await fixture.calls()).toEqual(['POST invoice', 'POST invoice']);
    const [made] = await fixture.made();
    const page = await fixture.call(fixture.company.owner, 'invoices/show', {
      context: { of: 'deal', id: form.dealId },
      invoiceId: made?.Id,
    });
    const { history } = page.body as { history: { action: string; details: object }[] };
    expect(history).toMatchObject([
      { action: 'invoice_sent', details: sentTo },
      { action: 'invoice_created' },
    ]);
  });

  test('pressed twice creates and sends once', async () => {
    const fixture = await openDraftFixture();
    const form = { ...(await formFor(fixture)), ...send };
    const both = await Promise.all([fixture.create(form), fixture.create(form)]);
    expect(both.map(({ status }) => status)).not.toContain(500);
    await fixture.create(form);
    expect(await fixture.made()).toHaveLength(1);
    expect(await fixture.mails()).toHaveLength(1);
  });

  test('creates the new customer, then the invoice, and sends it', async () => {
    const fixture = await openDraftFixture();
    const form = await formFor(fixture, people, 'onlyAPerson');
    expect((await fixture.create({ ...form, ...send })).body).toMatchObject({
      state: 'created',
      sending: { state: 'sent' },
    });
    expect(await fixture.mails()).toHaveLength(1);
  });

  test('leaves out a default copy that the user removed', async () => {
    const fixture = await openDraftFixture();
    await fixture.switches({ preferences: { salesEmailCc: 'copies@larch.example' } });
    const form = await formFor(fixture, { ...people, cc: '', bcc: '' });
    await fixture.create({ ...form, ...send });
    const [mail] = await fixture.mails();
    expect(mail?.to).toBe(sentTo.to);
    expect([mail?.cc, mail?.bcc]).toEqual([undefined, undefined]);
  });

  test.each([
    ['an address', { email: ' ' }, { path: 'customer.email', problem: 'required' }],
    ['a real Cc', { ...people, cc: 'nobody' }, { path: 'customer.cc', problem: 'not_an_email' }],
    [
      'a shorter Bcc',
      {
        ...people,
        bcc: Array.from({ length: 9 }, (_, n) => `${n}${'b'.repeat(20)}@larch.example`).join(),
      },
      { path: 'customer.bcc', problem: 'too_long', limit: 200 },
    ],
  ])('needs %s, and creates nothing without it', async (_, customer, field) => {
    const fixture = await openDraftFixture();
    const form = await formFor(fixture, customer);
    expect(await fixture.create({ ...form, ...send })).toMatchObject({
      status: 422,
      body: { error: { code: 'invalid_input', fields: [field] } },
    });
    expect(await fixture.made()).toEqual([]);
  });

  test('reports a refused e-mail on the created invoice, with the reason', async () => {
    const fixture = await openDraftFixture();
    await fixture.switches({ sendsPerDay: 0 });
    const form = await formFor(fixture);
    expect((await fixture.create({ ...form, ...send })).body).toMatchObject({
      state: 'created',
      refusal: null,
      invoice: { delivery: 'not_sent', can: expect.arrayContaining(['send']) },
      sending: { state: 'not_sent', ...sentTo, said: expect.stringContaining('limit') },
    });
    // Seen at once, so it is no problem in the background.
    const { body } = await fixture.call(fixture.company.owner, 'problems/list', {
      context: { of: 'deal', id: form.dealId },
      ignored: false,
      skip: 0,
    });
    expect(JSON.stringify(body)).not.toContain('send_invoice');
  });

  test('reports the invoice as created when QuickBooks throttles the e-mail', async () => {
    const fixture = await openDraftFixture();
    for (let n = 0; n < 5; n += 1) await fixture.faultOnSend({ fault: 'status', status: 429 });
    const form = await formFor(fixture);
    expect((await fixture.create({ ...form, ...send })).body).toMatchObject({
      state: 'created',
      sending: { state: 'not_sent' },
    });
    expect(await fixture.mails()).toEqual([]);
  });

  test.each([
    ['sent', 'reset-after', 1],
    ['not sent', 'reset-before', 0],
  ])(
    'looks up an unconfirmed e-mail that was %s, and never sends it again',
    async (_, fault, many) => {
      const fixture = await openDraftFixture();
      await fixture.faultOnSend({ fault });
      const form = await formFor(fixture);
      expect((await fixture.create({ ...form, ...send })).body).toMatchObject({
        state: 'created',
        invoice: { checking: 'send', can: [] },
        sending: { state: 'checking', ...sentTo },
      });
      expect((await fixture.create({ ...form, ...send })).body).toMatchObject({ already: true });
      fixture.clock.advance(untilOver);
      await fixture.resolveSends();
      fixture.clock.advance(untilOver);
      await fixture.resolveSends();
      const { body } = await fixture.status(form.draftId);
      expect(body.sending?.state).toBe(many === 1 ? 'sent' : 'not_sent');
      expect(await fixture.mails()).toHaveLength(many);
      expect(await fixture.made()).toHaveLength(1);
    },
  );

  test('sends once after a creation whose response was lost', async () => {
    const fixture = await openDraftFixture();
    const form = await formFor(fixture);
    await fixture.fault({ fault: 'reset-after' });
    expect((await fixture.create({ ...form, ...send })).body).toMatchObject({
      state: 'unknown',
      sending: null,
    });
    await fixture.resolve();
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body).toMatchObject({
      state: 'created',
      sending: { state: 'sent' },
    });
    expect(await fixture.mails()).toMatchObject([sentTo]);
  });

  test('lists a refused e-mail as a problem when no user waited for it', async () => {
    const fixture = await openDraftFixture();
    await fixture.switches({ sendsPerDay: 0 });
    const form = await formFor(fixture);
    await fixture.fault({ fault: 'reset-after' });
    await fixture.create({ ...form, ...send });
    await fixture.resolve();
    const { body } = await fixture.call(fixture.company.owner, 'problems/list', {
      context: { of: 'deal', id: form.dealId },
      ignored: false,
      skip: 0,
    });
    expect(JSON.stringify(body)).toContain('send_invoice');
    expect((await fixture.status(form.draftId)).body.sending?.state).toBe('not_sent');
  });

  test('does not send an invoice that was sent in QuickBooks meanwhile', async () => {
    const fixture = await openDraftFixture();
    const form = await formFor(fixture);
    await fixture.fault({ fault: 'reset-after' });
    await fixture.create({ ...form, ...send });
    const [made] = await fixture.made();
    const { connectionId, realmId } = fixture.company;
    const realm = { connectionId, realmId };
    await fixture.dependencies.quickbooks.sendInvoice(realm, made?.Id ?? '', '');
    await fixture.resolve();
    const { body } = await fixture.status(form.draftId);
    expect(body).toMatchObject({ state: 'created', sending: null });
    expect(await fixture.mails()).toHaveLength(1);
  });

  test('does not send the invoice that the user chose among several', async () => {
    const fixture = await openDraftFixture();
    const [one, two] = [await formFor(fixture), await formFor(fixture, people, 'nearlyAlike')];
    for (const form of [one, two]) {
      await fixture.fault({ fault: 'reset-after' });
      await fixture.create({ ...form, content: one.content, ...send });
    }
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    await fixture.resolve();
    const { body } = await fixture.status(one.draftId);
    expect(body.state).toBe('choose');
    const chosen = await fixture.choose(one.draftId, body.found[0]?.id ?? '');
    expect(chosen.body).toMatchObject({ state: 'created', sending: { state: 'not_sent' } });
    expect(await fixture.mails()).toHaveLength(0);
  });

  test('is not continued by another process after a crash between creating and sending', async () => {
    const fixture = await openDraftFixture();
    const form = await formFor(fixture);
    const { quickbooks } = fixture.dependencies;
    const crashed = new Promise<never>(() => {});
    let arrived = () => {};
    const sending = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    quickbooks.sendInvoice = () => {
      arrived();
      return crashed;
    };
    void fixture.create({ ...form, ...send });
    await sending;
    const next = await buildTestApp({ db: fixture.dependencies.db });
    expect((await fixture.status(form.draftId)).body).toMatchObject({
      state: 'created',
      sending: { state: 'sending' },
    });
    for (let round = 0; round < 4; round += 1) {
      next.clock.advance(untilOver);
      await resolveDue(next.dependencies, ['create_invoice', 'send_invoice']);
    }
    expect((await fixture.status(form.draftId)).body).toMatchObject({
      state: 'created',
      invoice: { notDone: 'send' },
      sending: { state: 'not_sent' },
    });
    expect(await fixture.mails()).toEqual([]);
    expect(await fixture.made()).toHaveLength(1);
  });
});

describe.concurrent('Create and mark to be sent', () => {
  test('lists the invoice as to be sent in QuickBooks, and sends nothing', async () => {
    const fixture = await openDraftFixture();
    const form = await formFor(fixture);
    expect((await fixture.create({ ...form, delivery: 'mark' })).body).toMatchObject({
      state: 'created',
      invoice: { delivery: 'queued' },
      sending: null,
    });
    expect(await fixture.made()).toMatchObject([
      {
        EmailStatus: 'NeedToSend',
        BillEmail: { Address: sentTo.to },
        BillEmailCc: { Address: sentTo.cc },
        BillEmailBcc: { Address: sentTo.bcc },
      },
    ]);
    expect(await fixture.mails()).toEqual([]);
  });

  test('marks the invoice of a new customer', async () => {
    const fixture = await openDraftFixture();
    const form = await formFor(fixture, people, 'onlyAPerson');
    await fixture.create({ ...form, delivery: 'mark' });
    expect(await fixture.made()).toMatchObject([{ EmailStatus: 'NeedToSend' }]);
  });

  test('needs an address', async () => {
    const fixture = await openDraftFixture();
    const form = await formFor(fixture, { email: '' });
    expect(await fixture.create({ ...form, delivery: 'mark' })).toMatchObject({
      status: 422,
      body: { error: { fields: [{ path: 'customer.email', problem: 'required' }] } },
    });
  });
});

test('plain Create neither marks nor sends the invoice', async () => {
  const fixture = await openDraftFixture();
  const form = await formFor(fixture, { ...people, email: '' });
  expect((await fixture.create(form)).body).toMatchObject({
    state: 'created',
    invoice: { delivery: 'not_sent' },
    sending: null,
  });
  expect(await fixture.made()).toMatchObject([{ EmailStatus: 'NotSet' }]);
});
