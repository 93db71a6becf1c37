import { describe, expect, test } from 'vitest';
import { openInvoiceDesk } from '../../testing/invoice-desk.ts';

describe.concurrent('an invoice', () => {
  test('goes to its own address when no other is given', async () => {
    const desk = await openInvoiceDesk();
    await desk.changeInBooks({ BillEmail: { Address: 'office@larch.example' } });
    expect(await desk.act('send', { to: '' })).toMatchObject({
      body: { invoice: { delivery: 'sent' } },
    });
    const page = await desk.show();
    expect(page).toMatchObject({ email: 'office@larch.example', deliveredAt: expect.any(String) });
    expect(page.history[0]).toMatchObject({
      action: 'invoice_sent',
      who: expect.stringMatching(/\S/),
      details: { to: 'office@larch.example' },
    });
  });

  test('without an address is asked for one, and nothing is sent', async () => {
    const desk = await openInvoiceDesk();
    await desk.changeInBooks({ BillEmail: { Address: '' } });
    await desk.forgetCalls();
    expect(await desk.act('send', { to: ' ' })).toMatchObject({
      status: 422,
      body: { error: { code: 'invalid_input', fields: [{ path: 'to', problem: 'required' }] } },
    });
    expect(await desk.writes()).toBe(0);
  });

  test.each([
    [{ to: 'nobody' }, { path: 'to', problem: 'not_an_email' }],
    [{ cc: 'a@b.example, nobody' }, { path: 'cc', problem: 'not_an_email' }],
    [
      { cc: Array.from({ length: 12 }, (_, n) => `colleague-${n}@larch.example`).join(',') },
      { path: 'cc', problem: 'too_long' },
    ],
  ])('is not sent to %j', async (addresses, field) => {
    const desk = await openInvoiceDesk();
    expect(await desk.act('send', addresses)).toMatchObject({
      status: 422,
      body: { error: { fields: [field] } },
    });
  });

  test('goes out with a copy, whose place is written on it first', async () => {
    const desk = await openInvoiceDesk();
    await desk.changeInBooks({ BillEmail: { Address: '' } });
    await desk.forgetCalls();
    const copy = { cc: 'boss@larch.example' };
    expect(await desk.act('send', copy)).toMatchObject({ body: { invoice: { delivery: 'sent' } } });
    expect(await desk.inBooks()).toMatchObject({
      EmailStatus: 'EmailSent',
      BillEmail: { Address: 'accounts@larch.example' },
      BillEmailCc: { Address: 'boss@larch.example' },
    });
    expect(await desk.calls()).toEqual(['GET invoice', 'POST invoice', 'POST invoice']);
    desk.clock.advance(1_000);
    await desk.forgetCalls();
    await desk.act('send', copy);
    expect(await desk.calls()).toEqual(['GET invoice', 'POST invoice']);
  });

  test('goes out without the copy that it named, when that is taken away', async () => {
    const desk = await openInvoiceDesk();
    await desk.changeInBooks({ BillEmailCc: { Address: 'old-boss@larch.example' } });
    expect(await desk.act('send')).toMatchObject({ body: { invoice: { delivery: 'sent' } } });
    expect((await desk.inBooks())?.BillEmailCc?.Address ?? '').toBe('');
  });

  test('that is paid can be sent as well, a voided one cannot', async () => {
    const desk = await openInvoiceDesk();
    await desk.pay();
    expect(await desk.act('send')).toMatchObject({
      body: { invoice: { status: 'paid', delivery: 'sent' } },
    });
    await desk.act('void');
    expect(await desk.act('send')).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
  });
});

describe.concurrent('an e-mail that came back', () => {
  test('shows on the row and the page until it is sent again', async () => {
    const desk = await openInvoiceDesk();
    await desk.act('send');
    await desk.bounce('Bounced Email');
    expect((await desk.show()).invoice).toMatchObject({ delivery: 'bounced' });
    expect(await desk.row()).toMatchObject({ delivery: 'bounced' });
    expect(await desk.act('send')).toMatchObject({ body: { invoice: { delivery: 'sent' } } });
  });
});

describe.concurrent.each(['accept', 'refuse'] as const)('clearing: %s', (clearing) => {
  test('a copy that QuickBooks keeps is told, and nothing is sent to it', async () => {
    const desk = await openInvoiceDesk();
    await desk.changeInBooks({ BillEmailCc: { Address: 'boss@larch.example' } });
    await desk.switches({ clearing });
    const { status, body } = await desk.act('send', { cc: '' });
    const mails = await desk.mails();
    if (clearing === 'accept') return expect([status, mails.length]).toEqual([200, 1]);
    expect([status, mails.length]).toEqual([422, 0]);
    expect(body.error?.fields).toMatchObject([{ path: 'cc', problem: 'refused' }]);
  });

  test('a term that QuickBooks keeps is told at its field', async () => {
    const desk = await openInvoiceDesk();
    await desk.switches({ clearing });
    const { status, body } = await desk.act('edit', { changes: { termId: null, memo: 'x' } });
    if (clearing === 'accept') return expect(status).toBe(200);
    expect(body.error?.fields).toMatchObject([{ path: 'termId', problem: 'refused' }]);
    expect((await desk.row())?.checking).toBeNull();
  });
});
