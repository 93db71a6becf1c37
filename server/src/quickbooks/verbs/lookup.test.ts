import { describe, expect, test } from 'vitest';
import { recordedQuickbooks } from '../../testing/recorded-quickbooks.ts';

const invoice = (Id: string, more: object = {}) => ({
  Id,
  SyncToken: '0',
  CustomerRef: { value: '58' },
  CurrencyRef: { value: 'USD' },
  TotalAmt: 100,
  Balance: 60,
  LinkedTxn: [{ TxnId: '301', TxnType: 'Payment' }],
  ...more,
});

const payment = (Id: string, more: object = {}) => ({
  Id,
  CustomerRef: { value: '58' },
  TxnDate: '2027-03-16',
  Line: [{ Amount: 40, LinkedTxn: [{ TxnId: '7', TxnType: 'Invoice' }] }],
  ...more,
});

const fault = { type: 'ValidationFault', Error: [{ code: '4001', Message: 'Invalid query' }] };
const rows = (entity: string, ...found: object[]) => ({ QueryResponse: { [entity]: found } });

type Item = { bId: string; Query: string };

/** Responds to each query by its entity, and to batches in reverse order. */
const quickbooks = (byEntity: Record<string, object>, alone = byEntity) =>
  recordedQuickbooks(({ path, body }) => {
    const answerIn = (answers: Record<string, object>, statement: string) => {
      const asked = /from (\w+)/.exec(statement)?.[1]?.toLowerCase();
      return Object.entries(answers).find(([entity]) => entity.toLowerCase() === asked)?.[1];
    };
    if (!path.endsWith('/batch')) return { body: answerIn(alone, body) };
    const items = (JSON.parse(body) as { BatchItemRequest: Item[] }).BatchItemRequest;
    const answers = items.map(({ bId, Query }) => ({ bId, ...answerIn(byEntity, Query) }));
    return { body: { BatchItemResponse: answers.toReversed(), time: '2027-03-16T09:00:00-07:00' } };
  });

describe('readInvoicesWithPayments', () => {
  test('reads invoices and the payments of their customers in one call', async () => {
    const at = await quickbooks({
      Invoice: rows('Invoice', invoice('7')),
      Payment: rows('Payment', payment('301'), payment('302')),
    });
    expect(
      await at.gateway.readInvoicesWithPayments(at.realm, ['7', '8', '7'], ['58', '58']),
    ).toMatchObject({
      invoices: [{ id: '7', paymentIds: ['301'] }],
      payments: [
        { id: '301', applied: [{ invoiceId: '7', amount: '40.00', credit: '0.00' }] },
        { id: '302' },
      ],
    });
    expect(at.asked).toMatchObject([{ method: 'POST', path: '/v3/company/1/batch' }]);
    expect(JSON.parse(at.asked[0]?.body ?? '')).toEqual({
      BatchItemRequest: [
        { bId: '1', Query: "select * from Invoice where Id in ('7','8') maxresults 2" },
        {
          bId: '2',
          Query:
            "select * from Payment where CustomerRef = '58' orderby TxnDate desc maxresults 898",
        },
        {
          bId: '3',
          Query: 'select * from PaymentMethod where Active in (true, false) maxresults 100',
        },
      ],
    });
  });

  test('reads the payments of several customers', async () => {
    const at = await quickbooks({ Invoice: rows('Invoice'), Payment: { QueryResponse: {} } });
    const look = await at.gateway.readInvoicesWithPayments(at.realm, ['7'], ['58', "5'9"]);
    expect(look).toEqual({
      invoices: [],
      unreadable: [],
      payments: [],
      unreadablePayments: [],
    });
    expect(at.asked[0]?.body).toContain("where CustomerRef in ('58','5\\\\'9') orderby");
  });

  test('makes no call without ids', async () => {
    const at = await quickbooks({});
    expect(await at.gateway.readInvoicesWithPayments(at.realm, [], [])).toEqual({
      invoices: [],
      unreadable: [],
      payments: [],
      unreadablePayments: [],
    });
    expect(at.asked).toEqual([]);
  });

  test('reads the invoices separately when the batch refuses them', async () => {
    const at = await quickbooks(
      { Invoice: { Fault: fault }, Payment: rows('Payment', payment('301')) },
      { Invoice: rows('Invoice', invoice('7')) },
    );
    expect(await at.gateway.readInvoicesWithPayments(at.realm, ['7'], ['58'])).toMatchObject({
      invoices: [{ id: '7' }],
      payments: [{ id: '301' }],
    });
    expect(at.asked.map(({ path }) => path)).toEqual([
      '/v3/company/1/batch',
      '/v3/company/1/query',
    ]);
  });

  test('reads the linked payments when the batch refuses the payments', async () => {
    const at = await quickbooks(
      { Invoice: rows('Invoice', invoice('7')), Payment: { Fault: fault } },
      { Payment: rows('Payment', payment('301')) },
    );
    const look = await at.gateway.readInvoicesWithPayments(at.realm, ['7'], ['58']);
    expect(look.payments).toMatchObject([{ id: '301' }]);
    expect(at.asked[1]?.body).toContain("where Id in ('301')");
  });

  test('throws when the separate read is refused too', async () => {
    const at = await quickbooks({ Invoice: { Fault: fault }, Payment: rows('Payment') });
    await expect(
      at.gateway.readInvoicesWithPayments(at.realm, ['7'], ['58']),
    ).rejects.toMatchObject({
      code: 'quickbooks_refused',
      details: { faultCode: '4001' },
    });
  });

  test('uses no batch when invoices fill the response', async () => {
    const invoiceIds = Array.from({ length: 950 }, (_, index) => String(index + 1));
    const at = await quickbooks({
      Invoice: rows('Invoice', invoice('7')),
      Payment: rows('Payment', payment('301')),
    });
    const look = await at.gateway.readInvoicesWithPayments(at.realm, invoiceIds, ['58']);
    expect(look.payments).toMatchObject([{ id: '301' }]);
    expect(at.asked.some(({ path }) => path.endsWith('/batch'))).toBe(false);
  });

  test('repeats the batch after a reset', async () => {
    let first = true;
    const at = await recordedQuickbooks(() => {
      if (!first) return { body: { BatchItemResponse: [{ bId: '1', QueryResponse: {} }] } };
      first = false;
      return { status: 503, body: 'busy' };
    });
    expect(await at.gateway.readInvoicesWithPayments(at.realm, ['7'], [])).toEqual({
      invoices: [],
      unreadable: [],
      payments: [],
      unreadablePayments: [],
    });
    expect(at.asked).toHaveLength(2);
  });
});

describe('payment methods', () => {
  const cheque = { PaymentMethodRef: { value: '2' } };

  test('are read once when payments state only the id', async () => {
    const at = await quickbooks({
      Invoice: rows('Invoice'),
      Payment: rows('Payment', payment('301', cheque), payment('302', cheque)),
      PaymentMethod: rows('PaymentMethod', { Id: '2', Name: 'Cheque', Active: false }),
    });
    const ask = async () => (await at.gateway.paymentsById(at.realm, ['301', '302'])).payments;
    expect(await ask()).toMatchObject([{ method: 'Cheque' }, { method: 'Cheque' }]);
    expect(await ask()).toMatchObject([{ method: 'Cheque' }, { method: 'Cheque' }]);
    expect(at.asked).toHaveLength(3);
  });

  test('are read with the first batch only', async () => {
    const at = await quickbooks({
      Invoice: rows('Invoice'),
      Payment: rows('Payment', payment('301', cheque)),
      PaymentMethod: rows('PaymentMethod', { Id: '2', Name: 'Cheque' }),
    });
    const look = async () =>
      (await at.gateway.readInvoicesWithPayments(at.realm, ['7'], ['58'])).payments;
    expect(await look()).toMatchObject([{ method: 'Cheque' }]);
    expect(await look()).toMatchObject([{ method: 'Cheque' }]);
    expect(at.asked).toHaveLength(2);
    expect(at.asked[1]?.body).not.toContain('PaymentMethod');
  });

  test('an unknown method has no name and is not requested again', async () => {
    const at = await quickbooks({
      Payment: rows('Payment', payment('301', cheque)),
      PaymentMethod: { QueryResponse: {} },
    });
    const ask = async () => (await at.gateway.paymentsById(at.realm, ['301'])).payments;
    expect(await ask()).toMatchObject([{ method: null }]);
    await ask();
    expect(at.asked).toHaveLength(3);
  });

  test('a failed read of methods leaves the payment without a name', async () => {
    const at = await quickbooks({
      Payment: rows('Payment', payment('301', cheque)),
      PaymentMethod: { Fault: fault },
    });
    expect((await at.gateway.paymentsById(at.realm, ['301'])).payments).toMatchObject([
      { id: '301', method: null },
    ]);
  });
});
