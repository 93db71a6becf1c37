import * as z from 'zod';
import { money, sum, zero } from '../../shared/money/money.ts';
import { type Applied, spreadCredit } from '../bodies/spread-credit.ts';
import { decimal, id, ref, same, text } from '../calls/wire.ts';
import type { QuickbooksPayment } from '../models.ts';

const link = z.object({ TxnId: text, TxnType: text });

const links = z
  .array(link)
  .nullish()
  .catch(null)
  .transform((found) => found ?? []);

const wireLine = z.object({ Amount: decimal, LinkedTxn: links });

type WireLine = z.output<typeof wireLine>;

const wirePayment = z.object({
  Id: id,
  CustomerRef: ref,
  TxnDate: text,
  TotalAmt: decimal,
  PaymentMethodRef: ref,
  PaymentRefNum: text,
  Line: z
    .array(wireLine)
    .nullish()
    .transform((lines) => lines ?? []),
  MetaData: z.object({ CreateTime: text, LastUpdatedTime: text }).nullish().catch(null),
});

const amountOf = (line: WireLine) => line.Amount?.abs() ?? zero;

/** What of a line's transactions is of this kind; a line names one, as a rule. */
const linked = (line: WireLine, type: string) =>
  line.LinkedTxn.find(({ TxnType }) => same(TxnType, type))?.TxnId ?? null;

/** What went to each invoice, in the order in which they are named first. */
const appliedIn = (lines: WireLine[]): Applied[] => {
  const byInvoice = Map.groupBy(lines, (line) => linked(line, 'Invoice'));
  return [...byInvoice].flatMap(([invoiceId, some]) => {
    const amount = sum(some.map(amountOf));
    return invoiceId === null || amount.eq(0) ? [] : [{ invoiceId, amount }];
  });
};

/** Credits that are no credit memo, journal entries for one, count as money. */
const creditIn = (lines: WireLine[]) =>
  sum(lines.filter((line) => linked(line, 'CreditMemo') !== null).map(amountOf));

/**
 * A payment as QuickBooks tells it. `methods` are names of payment methods by id, for where the payment
 * tells none.
 */
export const paymentSchema = (methods: ReadonlyMap<string, string>) =>
  wirePayment.transform((payment): QuickbooksPayment => {
    const { PaymentMethodRef: method, Line: lines } = payment;
    const applied = appliedIn(lines);
    // No money came: all of it is credit, whatever the lines name as its source.
    const creditOnly = payment.TotalAmt?.eq(0) === true;
    const credit = creditOnly ? sum(applied.map(({ amount }) => amount)) : creditIn(lines);
    return {
      id: payment.Id,
      customerId: payment.CustomerRef?.value ?? '',
      date: payment.TxnDate ?? '',
      method: method === null ? null : method.name || methods.get(method.value) || null,
      reference: payment.PaymentRefNum,
      applied: spreadCredit(applied, credit).map((one) => ({
        invoiceId: one.invoiceId,
        amount: money(one.amount),
        credit: money(one.credit),
      })),
      createdAt: payment.MetaData?.CreateTime ?? '',
      updatedAt: payment.MetaData?.LastUpdatedTime ?? '',
    };
  });

const withMethod = z.object({ PaymentMethodRef: ref });

/** Ids of the methods that a payment names by their number alone. */
export const namelessMethod = (payment: unknown): string | null => {
  const method = withMethod.safeParse(payment).data?.PaymentMethodRef;
  return method && method.name === null ? method.value : null;
};
