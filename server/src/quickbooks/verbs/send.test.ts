import { describe, expect, test } from 'vitest';
import { recordedQuickbooks } from '../../testing/recorded-quickbooks.ts';

const sent = {
  Invoice: {
    Id: '7',
    SyncToken: '0',
    TotalAmt: 100,
    Balance: 100,
    CurrencyRef: { value: 'USD' },
    BillEmail: { Address: 'a+b@brightwater.example' },
    EmailStatus: 'EmailSent',
    DeliveryInfo: { DeliveryType: 'Email', DeliveryTime: '2027-03-16T09:00:00-07:00' },
  },
  time: '2027-03-16T09:00:01.123-07:00',
};

const fault = (code: string) => ({
  Fault: { type: 'ValidationFault', Error: [{ code, Detail: `About ${code}` }] },
  time: '2027-03-16T09:00:01.123-07:00',
});

const xml = `<?xml version="1.0"?><IntuitResponse time="2027-03-16"><Fault type="SERVICE">
  <Error code="3001"><Message>message=ThrottleExceeded</Message></Error></Fault></IntuitResponse>`;

describe('sendInvoice', () => {
  test('posts an empty body as application/octet-stream to the address', async () => {
    const at = await recordedQuickbooks(() => ({ body: sent }));
    const to = 'a+b@brightwater.example, c&d@brightwater.example';
    expect(await at.gateway.sendInvoice(at.realm, '7', to)).toEqual({
      kind: 'done',
      tid: 'tid',
      value: expect.objectContaining({
        id: '7',
        email: 'a+b@brightwater.example',
        emailStatus: 'EmailSent',
        deliveredAt: '2027-03-16T09:00:00-07:00',
      }),
    });
    expect(at.asked).toEqual([
      {
        method: 'POST',
        path: '/v3/company/1/invoice/7/send',
        query: { sendTo: to, minorversion: '75' },
        contentType: 'application/octet-stream',
        body: '',
      },
    ]);
  });

  test('omits the address when it is empty', async () => {
    const at = await recordedQuickbooks(() => ({ body: sent }));
    await at.gateway.sendInvoice(at.realm, '7', '');
    expect(at.asked[0]?.query).toEqual({ minorversion: '75' });
  });

  test.each<[string, number, unknown, object]>([
    ['refused', 400, fault('6420'), { kind: 'refused', fault: { code: '6420', tid: 'tid' } }],
    ['of what is gone', 400, fault('610'), { kind: 'refused', fault: { code: '610' } }],
    ['stale', 400, fault('5010'), { kind: 'stale', fault: { code: '5010' } }],
    ['throttled, in XML', 429, xml, { kind: 'throttled' }],
    ['met by a fault in a 200', 200, fault('6420'), { kind: 'unclear' }],
    ['met by a 500', 500, fault('10000'), { kind: 'unclear' }],
    ['answered by a page', 200, '<html></html>', { kind: 'unclear' }],
    ['answered by something else', 200, { Other: 1 }, { kind: 'unclear' }],
  ])('classifies a send that is %s, and sends once', async (_, status, body, expected) => {
    const at = await recordedQuickbooks(() => ({ status, body }));
    expect(await at.gateway.sendInvoice(at.realm, '7', '')).toMatchObject(expected);
    expect(at.asked).toHaveLength(1);
  });

  test('repeats after a 401, which proves that nothing was sent', async () => {
    const answers = [{ status: 401, body: fault('3200') }, { body: sent }];
    const at = await recordedQuickbooks(() => answers.shift() ?? { status: 500, body: '' });
    expect(await at.gateway.sendInvoice(at.realm, '7', '')).toMatchObject({ kind: 'done' });
    expect(at.asked).toHaveLength(2);
  });

  test('is unclear after a broken connection, without repeating', async () => {
    const at = await recordedQuickbooks(() => 'broken');
    expect(await at.gateway.sendInvoice(at.realm, '7', '')).toMatchObject({ kind: 'unclear' });
    expect(at.asked).toHaveLength(1);
  });
});

test.each(['127.0.0.1', 'localhost'] as const)(
  'throws when nothing listens at %s',
  async (host) => {
    const at = await recordedQuickbooks(() => ({ body: sent }), host);
    await at.leave();
    const version = { id: '7', syncToken: '0' };
    for (const change of [
      at.gateway.sendInvoice(at.realm, '7', ''),
      at.gateway.voidInvoice(at.realm, version, 'v-1'),
    ]) {
      await expect(change).rejects.toMatchObject({ code: 'quickbooks_unavailable' });
    }
  },
);

describe('an unreadable response is unclear', () => {
  const version = { id: '7', syncToken: '0' };

  test.each<[string, unknown]>([
    ['nothing in it', {}],
    ['another invoice', { Invoice: { status: 'Deleted', domain: 'QBO', Id: '8' } }],
    ['an invoice that is still there', sent],
  ])('after a delete: %s', async (_, body) => {
    const at = await recordedQuickbooks(() => ({ body }));
    expect(await at.gateway.deleteInvoice(at.realm, version, 'd-1')).toEqual({
      kind: 'unclear',
      tid: 'tid',
    });
  });

  test('after a void', async () => {
    const at = await recordedQuickbooks(() => ({ body: { Invoice: {} } }));
    expect(await at.gateway.voidInvoice(at.realm, version, 'v-1')).toMatchObject({
      kind: 'unclear',
    });
  });

  test('after an update of a customer', async () => {
    const at = await recordedQuickbooks(() => ({ body: { Customer: { SyncToken: '1' } } }));
    const body = { Id: '58', SyncToken: '0', sparse: true };
    expect(await at.gateway.updateCustomer(at.realm, body, 'u-1')).toMatchObject({
      kind: 'unclear',
    });
  });
});
