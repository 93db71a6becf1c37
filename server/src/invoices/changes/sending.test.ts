import { describe, expect, test } from 'vitest';
import { openInvoiceFixture } from '../../testing/invoice-fixture.ts';

describe.concurrent('an invoice', () => {
  test('is sent to its own address when no other is given', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.changeInQuickbooks({ BillEmail: { Address: 'office@larch.example' } });
    expect(await fixture.act('send', { to: '' })).toMatchObject({
      body: { invoice: { delivery: 'sent' } },
    });
    const page = await fixture.show();
    expect(page).toMatchObject({ email: 'office@larch.example', deliveredAt: expect.any(String) });
    expect(page.history[0]).toMatchObject({
      action: 'invoice_sent',
      who: expect.stringMatching(/\S/),
      details: { to: 'office@larch.example' },
    });
  });

  test('without an address is not sent and returns an error on the field', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.changeInQuickbooks({ BillEmail: { Address: '' } });
    await fixture.forgetCalls();
    expect(await fixture.act('send', { to: ' ' })).toMatchObject({
      status: 422,
      body: { error: { code: 'invalid_input', fields: [{ path: 'to', problem: 'required' }] } },
    });
    expect(await fixture.writes()).toBe(0);
  });

  test.each([
    [{ to: 'nobody' }, { path: 'to', problem: 'not_an_email' }],
    [{ cc: 'a@b.example, nobody' }, { path: 'cc', problem: 'not_an_email' }],
    [
      { cc: Array.from({ length: 12 }, (_, n) => `colleague-${n}@larch.example`).join(',') },
      { path: 'cc', problem: 'too_long' },
    ],
  ])('is not sent to %j', async (addresses, field) => {
    const fixture = await openInvoiceFixture();
    expect(await fixture.act('send', addresses)).toMatchObject({
      status: 422,
      body: { error: { fields: [field] } },
    });
  });

  test('is sent with a copy, after the copy address is stored on it', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.changeInQuickbooks({ BillEmail: { Address: '' } });
    await fixture.forgetCalls();
    const copy = { cc: 'boss@larch.example' };
    expect(await fixture.act('send', copy)).toMatchObject({
      body: { invoice: { delivery: 'sent' } },
    });
    expect(await fixture.inQuickbooks()).toMatchObject({
      EmailStatus: 'EmailSent',
      BillEmail: { Address: 'accounts@larch.example' },
      BillEmailCc: { Address: 'boss@larch.example' },
    });
    expect(await fixture.calls()).toEqual(['GET invoice', 'POST invoice', 'POST invoice']);
    fixture.clock.advance(1_000);
    await fixture.forgetCalls();
    await fixture.act('send', copy);
    expect(await fixture.calls()).toEqual(['GET invoice', 'POST invoice']);
  });

  test('is sent without its stored copy address after that is removed', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.changeInQuickbooks({ BillEmailCc: { Address: 'old-boss@larch.example' } });
    expect(await fixture.act('send')).toMatchObject({ body: { invoice: { delivery: 'sent' } } });
    expect((await fixture.inQuickbooks())?.BillEmailCc?.Address ?? '').toBe('');
  });

  test('can be sent when paid but not when voided', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.pay();
    expect(await fixture.act('send')).toMatchObject({
      body: { invoice: { status: 'paid', delivery: 'sent' } },
    });
    await fixture.act('void');
    expect(await fixture.act('send')).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
  });
});

describe.concurrent('an undelivered e-mail', () => {
  test('shows on the row and the page until the invoice is sent again', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.act('send');
    await fixture.bounce('Bounced Email');
    expect((await fixture.show()).invoice).toMatchObject({ delivery: 'bounced' });
    expect(await fixture.row()).toMatchObject({ delivery: 'bounced' });
    expect(await fixture.act('send')).toMatchObject({ body: { invoice: { delivery: 'sent' } } });
  });
});

describe.concurrent.each(['accept', 'refuse'] as const)('clearing: %s', (clearing) => {
  test('reports a copy address that QuickBooks did not remove, and sends nothing to it', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.changeInQuickbooks({ BillEmailCc: { Address: 'boss@larch.example' } });
    await fixture.switches({ clearing });
    const { status, body } = await fixture.act('send', { cc: '' });
    const mails = await fixture.mails();
    if (clearing === 'accept') return expect([status, mails.length]).toEqual([200, 1]);
    expect([status, mails.length]).toEqual([422, 0]);
    expect(body.error?.fields).toMatchObject([{ path: 'cc', problem: 'refused' }]);
  });

  test('reports a term that QuickBooks did not remove on its field', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.switches({ clearing });
    const { status, body } = await fixture.act('edit', { changes: { termId: null, memo: 'x' } });
    if (clearing === 'accept') return expect(status).toBe(200);
    expect(body.error?.fields).toMatchObject([{ path: 'termId', problem: 'refused' }]);
    expect((await fixture.row())?.checking).toBeNull();
  });
});
