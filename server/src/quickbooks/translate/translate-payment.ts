import * as z from 'zod';
import { type Big, money, sum, zero } from '../../shared/money/money.ts';
import { decimal, id, ref, sameEnum, text } from '../calls/wire.ts';
import type { QuickbooksPayment } from '../models.ts';

type Applied = { invoiceId: string; amount: Big };

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

/** Id of the line's first linked transaction of this type. */
const linkedId = (line: WireLine, type: string) =>
  line.LinkedTxn.find(({ TxnType }) => sameEnum(TxnType, type))?.TxnId ?? null;

/** Sums the amounts per invoice, in order of first occurrence. */
const appliedIn = (lines: WireLine[]): Applied[] => {
  const byInvoice = Map.groupBy(lines, (line) => linkedId(line, 'Invoice'));
  return [...byInvoice].flatMap(([invoiceId, invoiceLines]) => {
    const amount = sum(invoiceLines.map(amountOf));
    return invoiceId === null || amount.eq(0) ? [] : [{ invoiceId, amount }];
  });
};

/** Sums applied credit memos; other credits, such as journal entries, count as money. */
const creditIn = (lines: WireLine[]) =>
  sum(lines.filter((line) => linkedId(line, 'CreditMemo') !== null).map(amountOf));

/**
 * Spreads the credit of a payment over its invoices in order, up to the amount of each: QuickBooks
 * returns credits and invoices, but not which credit paid which invoice. Ignores the rest of the
 * credit.
 */
export const spreadCredit = <T extends Applied>(
  applied: T[],
  credit: Big,
): (T & { credit: Big })[] => {
  let left = credit;
  return applied.map((part) => {
    const taken = left.lt(part.amount) ? left : part.amount;
    left = left.minus(taken);
    return { ...part, credit: taken.lt(0) ? zero : taken };
  });
};

/** Parses and translates a payment. `methods`: names by id, for payments that state only the id. */
export const paymentSchema = (methods: ReadonlyMap<string, string>) =>
  wirePayment.transform((payment): QuickbooksPayment => {
    const { PaymentMethodRef: method, Line: lines } = payment;
    const applied = appliedIn(lines);
    // A payment of 0 only applies credit, whatever source its lines name.
    const creditOnly = payment.TotalAmt?.eq(0) === true;
    const credit = creditOnly ? sum(applied.map(({ amount }) => amount)) : creditIn(lines);
    return {
      id: payment.Id,
      customerId: payment.CustomerRef?.value ?? '',
      date: payment.TxnDate ?? '',
      method: method === null ? null : method.name || methods.get(method.value) || null,
      reference: payment.PaymentRefNum,
      applied: spreadCredit(applied, credit).map((part) => ({
        invoiceId: part.invoiceId,
        amount: money(part.amount),
        credit: money(part.credit),
      })),
      createdAt: payment.MetaData?.CreateTime ?? '',
      updatedAt: payment.MetaData?.LastUpdatedTime ?? '',
    };
  });

const withMethod = z.object({ PaymentMethodRef: ref });

/** Id of the payment method if the payment does not state its name, else null. */
export const namelessMethod = (payment: unknown): string | null => {
  const method = withMethod.safeParse(payment).data?.PaymentMethodRef;
  return method && method.name === null ? method.value : null;
};
