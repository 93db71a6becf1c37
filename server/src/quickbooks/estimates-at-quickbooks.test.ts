import { beforeAll, describe, expect, it, test } from 'vitest';
import { type ForInvoices, openFor } from '../testing/open-for-invoices.ts';

let at: ForInvoices;
beforeAll(async () => {
  at = await openFor('us');
});

const make = (differs: object = {}) => {
  const { Line } = at.gateway.invoiceBody(at.content, at.profile, at.customer.id);
  const body = { CustomerRef: { value: at.customer.id }, Line, ...differs };
  return at.post('estimate', body);
};

const read = async () => (await at.gateway.estimatesOf(at.realm, at.customer.id)).estimates;

describe('estimatesOf', () => {
  it('reads the customer’s estimates in one call, newest first, in any state', async () => {
    await make({ TxnDate: '2026-03-01', DocNumber: 'E-1', ExpirationDate: '2026-04-01' });
    await make({ TxnDate: '2026-03-02', DocNumber: 'E-2', TxnStatus: 'Accepted' });
    const last = await make({ TxnDate: '2026-03-03', DocNumber: 'E-3' });
    await make({ TxnDate: '2026-02-01', DocNumber: 'E-4', TxnStatus: 'Rejected' });
    const body = {
      ...at.gateway.invoiceBody(at.content, at.profile, at.customer.id),
      LinkedTxn: [{ TxnId: last.Id, TxnType: 'Estimate' }],
    };
    expect(await at.gateway.createInvoice(at.realm, body, 'e-1')).toMatchObject({ kind: 'done' });
    const before = (await at.calls()).length;
    const estimates = await read();
    expect((await at.calls()).length - before).toBe(1);
    expect(
      estimates.map(({ document, status, billed, expiresOn }) => [
        document.number,
        status,
        billed,
        expiresOn,
      ]),
    ).toEqual([
      ['E-3', 'closed', true, null],
      ['E-2', 'accepted', false, null],
      ['E-1', 'pending', false, '2026-04-01'],
      ['E-4', 'closed', false, null],
    ]);
    expect(estimates[1]?.document).toMatchObject({ total: '100.00', currency: 'USD' });
  });

  it('says that there may be older ones once there are 100', async () => {
    expect(await at.gateway.estimatesOf(at.realm, at.customer.id)).toMatchObject({ more: false });
    await Promise.all(Array.from({ length: 100 }, () => make({ TxnDate: '2026-05-01' })));
    const { estimates, more } = await at.gateway.estimatesOf(at.realm, at.customer.id);
    expect([estimates.length, more]).toEqual([100, true]);
  });

  it('finds none of another customer', async () => {
    expect(await at.gateway.estimatesOf(at.realm, "it's nobody")).toEqual({
      estimates: [],
      more: false,
    });
  });
});

test.each([true, false])('the profile says whether estimates are in use: %s', async (allowed) => {
  const { profile } = await openFor('uk', { allowEstimates: allowed });
  expect(profile.estimates).toBe(allowed);
});
