import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Big, sum } from '../shared/money/money.ts';
import { type ForInvoices, makeInvoiceIn, openFor } from '../testing/open-for-invoices.ts';
import type { QuickbooksInvoice, QuickbooksPayment } from './models.ts';

type Link = { type: 'Invoice' | 'CreditMemo'; id: string; amount: string };

/** Creates a payment with this amount and application, as accounting software does. */
const receive = ({ post, customer }: ForInvoices, total: string, links: Link[]) =>
  post('payment', {
    CustomerRef: { value: customer.id },
    TotalAmt: Number(total),
    Line: links.map(({ type, id, amount }) => ({
      Amount: Number(amount),
      LinkedTxn: [{ TxnId: id, TxnType: type }],
    })),
  });

const creditMemo = async ({ post, customer, line }: ForInvoices, amount: string) =>
  post('creditmemo', {
    CustomerRef: { value: customer.id },
    Line: [
      {
        DetailType: 'SalesItemLineDetail',
        Amount: Number(amount),
        SalesItemLineDetail: {
          ItemRef: { value: line.item?.id },
          TaxCodeRef: { value: 'NON' },
        },
      },
    ],
  });

const readWithPayments = ({ gateway, realm, customer }: ForInvoices, invoiceIds: string[]) =>
  gateway.readInvoicesWithPayments(realm, invoiceIds, [customer.id]);

const appliedTo = (payments: QuickbooksPayment[], invoiceId: string) =>
  payments.flatMap(({ applied }) => applied.filter((one) => one.invoiceId === invoiceId));

const paidOf = (payments: QuickbooksPayment[], { id }: QuickbooksInvoice): Big =>
  sum(appliedTo(payments, id).map(({ amount }) => new Big(amount)));

describe('readInvoicesWithPayments', () => {
  test('returns in one call what separate reads return', async () => {
    const at = await openFor('us');
    const [one, two] = [await makeInvoiceIn(at, 'i-1'), await makeInvoiceIn(at, 'i-2')];
    const { Id } = await at.pay(one.id, '40');
    const before = (await at.calls()).length;
    const { invoices, payments } = await readWithPayments(at, [one.id, two.id, '999999']);
    expect((await at.calls()).slice(before)).toMatchObject([{ method: 'POST', status: 200 }]);
    const read = await at.gateway.invoicesById(at.realm, [one.id, two.id]);
    expect({ invoices, unreadable: [] }).toEqual(read);
    expect(payments.find((payment) => payment.id === Id)).toMatchObject({
      customerId: at.customer.id,
      applied: [{ invoiceId: one.id, amount: '40.00', credit: '0.00' }],
    });
    expect((await at.gateway.paymentsById(at.realm, [Id])).payments).toEqual(
      payments.filter((payment) => payment.id === Id),
    );
  });

  test('omits deleted invoices and includes voided ones, whose payment is credit again', async () => {
    const at = await openFor('us');
    const [voided, gone] = [await makeInvoiceIn(at, 'i-1'), await makeInvoiceIn(at, 'i-2')];
    const { Id } = await at.pay(voided.id, '40');
    const [paid] = (await readWithPayments(at, [voided.id])).invoices;
    await at.gateway.voidInvoice(at.realm, paid ?? voided, 'v-1');
    await at.gateway.deleteInvoice(at.realm, gone, 'd-1');
    const { invoices, payments } = await readWithPayments(at, [voided.id, gone.id]);
    expect(invoices).toMatchObject([{ id: voided.id, total: '0.00', paymentIds: [] }]);
    expect(payments.find((payment) => payment.id === Id)).toMatchObject({ applied: [] });
  });
});

describe('credit and money of payments', () => {
  test('a credit memo that pays an invoice completely', async () => {
    const at = await openFor('us');
    const invoice = await makeInvoiceIn(at, 'i-1');
    const memo = await creditMemo(at, '30');
    await receive(at, '0', [
      { type: 'Invoice', id: invoice.id, amount: '30' },
      { type: 'CreditMemo', id: memo.Id, amount: '30' },
    ]);
    const { invoices, payments } = await readWithPayments(at, [invoice.id]);
    expect(invoices).toMatchObject([{ balance: '70.00', paymentIds: [expect.any(String)] }]);
    expect(appliedTo(payments, invoice.id)).toEqual([
      { invoiceId: invoice.id, amount: '30.00', credit: '30.00' },
    ]);
  });

  test('a credit memo and money for two invoices', async () => {
    const at = await openFor('us');
    const [one, two] = [await makeInvoiceIn(at, 'i-1'), await makeInvoiceIn(at, 'i-2')];
    const memo = await creditMemo(at, '120');
    await receive(at, '50', [
      { type: 'Invoice', id: one.id, amount: '100' },
      { type: 'Invoice', id: two.id, amount: '70' },
      { type: 'CreditMemo', id: memo.Id, amount: '120' },
    ]);
    const { payments } = await readWithPayments(at, [one.id, two.id]);
    expect(appliedTo(payments, one.id)).toMatchObject([{ amount: '100.00', credit: '100.00' }]);
    expect(appliedTo(payments, two.id)).toMatchObject([{ amount: '70.00', credit: '20.00' }]);
  });

  test('total minus applied amounts is the balance, for any payments and credits', async () => {
    const cents = fc.integer({ min: 1, max: 5_000 }).map((units) => (units / 100).toFixed(2));
    const step = fc.record({ invoice: fc.nat(2), amount: cents, credit: fc.boolean() });
    const at = await openFor('us');
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
        run += 1;
        const names = [0, 1, 2].map((index) => `i-${run}-${index}`);
        const made = await Promise.all(names.map((name) => makeInvoiceIn(at, name)));
        const open = made.map(({ balance }) => new Big(balance));
        let credited = new Big(0);
        for (const { invoice, amount, credit } of steps) {
          const left = open[invoice] ?? new Big(0);
          const invoiceId = made[invoice]?.id ?? '';
          if (left.lt(amount)) continue;
          open[invoice] = left.minus(amount);
          const link: Link = { type: 'Invoice', id: invoiceId, amount };
          if (!credit) await receive(at, amount, [link]);
          else {
            credited = credited.plus(amount);
            const memo = await creditMemo(at, amount);
            await receive(at, '0', [link, { type: 'CreditMemo', id: memo.Id, amount }]);
          }
        }
        const invoiceIds = made.map(({ id }) => id);
        const { invoices, payments } = await readWithPayments(at, invoiceIds);
        for (const one of invoices) {
          const left = new Big(one.total).minus(one.deposit).minus(paidOf(payments, one));
          expect(left.toFixed(2)).toBe(one.balance);
        }
        const amounts = invoiceIds.flatMap((invoiceId) =>
          appliedTo(payments, invoiceId).map(({ credit }) => new Big(credit)),
        );
        expect(sum(amounts).toFixed(2)).toBe(credited.toFixed(2));
      }),
      { numRuns: 10 },
    );
  });
});
