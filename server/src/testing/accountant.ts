import { Big, money } from '../shared/money/money.ts';
import { control } from './control.ts';
import type { InvoiceFixture } from './invoice-fixture.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

type Line = { Amount: number; LinkedTxn?: { TxnId: string; TxnType: string }[] };
type Txn = {
  Id: string;
  SyncToken: string;
  TotalAmt: number;
  CurrencyRef: { value: string };
  CustomerRef: { value: string; name: string };
  MetaData: { LastUpdatedTime: string };
};

export type InvoiceInQuickbooks = Txn & {
  Balance: number;
  DueDate: string;
  DocNumber: string;
  TxnTaxDetail?: { TotalTax?: number };
};
export type PaymentInQuickbooks = Txn & { Line: Line[] };

/** One line without tax, as the API of a UK company accepts it; `amount` is decimal text. */
const untaxed = (amount: string) => ({
  GlobalTaxCalculation: 'NotApplicable',
  Line: [
    {
      DetailType: 'SalesItemLineDetail',
      Amount: Number(amount),
      SalesItemLineDetail: { ItemRef: { value: '1' } },
    },
  ],
});

/** Amounts of a payment that were applied to an invoice, one per line. */
export const appliedTo = (invoiceId: string, { Line }: PaymentInQuickbooks): number[] =>
  Line.filter(({ LinkedTxn }) =>
    LinkedTxn?.some(({ TxnId, TxnType }) => TxnId === invoiceId && TxnType === 'Invoice'),
  ).map(({ Amount }) => Amount);

/** Changes that an accountant makes in a UK company. A change that is not possible is skipped. */
export const accountantAt = ({ dependencies, company, realmContents }: InvoiceFixture) => {
  const { realmId } = company;
  const inRealm = <T>(what: string, body: object) =>
    control<T>(dependencies.settings.quickbooks.apiUrl, 'POST', `realms/${realmId}/${what}`, body);
  const contents = async () =>
    (await realmContents()) as unknown as {
      invoices: InvoiceInQuickbooks[];
      payments: PaymentInQuickbooks[];
    };
  const invoice = async (invoiceId: string) =>
    (await contents()).invoices.find(({ Id }) => Id === invoiceId);
  const moneyOn = async (invoiceId: string) =>
    (await contents()).payments.find(
      (paid) => paid.TotalAmt > 0 && appliedTo(invoiceId, paid).length > 0,
    );

  return {
    contents,
    /** Creates one invoice of 100.00 for each of these customers and due dates. */
    async bill(
      newInvoices: { customerId: string; currency: string; due: string }[],
    ): Promise<string[]> {
      const invoices = newInvoices.map(({ customerId, currency, due }) => ({
        CustomerRef: { value: customerId },
        CurrencyRef: { value: currency },
        DueDate: due,
        ...untaxed('100.00'),
      }));
      return (await inRealm<{ invoices: string[] }>('invoices', { invoices })).invoices;
    },
    async pay(invoiceId: string, amount: string) {
      const open = (await invoice(invoiceId))?.Balance ?? 0;
      if (new Big(open).gte(amount)) await inRealm('payments', { invoiceId, amount });
    },
    /** Pays the open balance plus `more`. */
    async overpay(invoiceId: string, more: string) {
      const open = (await invoice(invoiceId))?.Balance ?? 0;
      if (open === 0) return;
      await inRealm('payments', { invoiceId, amount: money(new Big(open).plus(more)) });
    },
    async credit(invoiceId: string, amount: string) {
      const open = (await invoice(invoiceId))?.Balance ?? 0;
      if (open > 0) await inRealm('credit-memos', { invoiceId, amount });
    },
    /** Deletes a payment, or a credit, of the invoice. */
    async unpay(invoiceId: string) {
      const paid = (await contents()).payments.find((one) => appliedTo(invoiceId, one).length > 0);
      if (paid) await writeInQuickbooks(dependencies, realmId, 'Payment', { ...paid }, 'delete');
    },
    /** Applies the payment of one invoice to others of its customer, up to their balances. */
    async reapply(invoiceId: string, others: string[]) {
      const paid = await moneyOn(invoiceId);
      const open = (await contents()).invoices.filter(
        ({ Id, Balance, CustomerRef }) =>
          others.includes(Id) && Balance > 0 && CustomerRef.value === paid?.CustomerRef.value,
      );
      if (!paid || open.length === 0) return;
      let left = new Big(paid.TotalAmt);
      const Line = open.flatMap(({ Id, Balance }) => {
        const part = left.lt(Balance) ? left : new Big(Balance);
        left = left.minus(part);
        const line = { Amount: Number(part), LinkedTxn: [{ TxnId: Id, TxnType: 'Invoice' }] };
        return part.eq(0) ? [] : [line];
      });
      await writeInQuickbooks(dependencies, realmId, 'Payment', { ...paid, Line });
    },
    /** Changes the amount of an unpaid invoice. */
    async edit(invoiceId: string, amount: string) {
      const now = await invoice(invoiceId);
      if (!now || now.TotalAmt === 0 || now.Balance !== now.TotalAmt) return;
      const { Id, SyncToken } = now;
      const body = { Id, SyncToken, sparse: true, ...untaxed(amount) };
      await writeInQuickbooks(dependencies, realmId, 'Invoice', body);
    },
  };
};
