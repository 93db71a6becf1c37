import Big from 'big.js';
import { businessRefusal, refusal } from '../wire/faults.ts';
import { type Applicable, partOf } from './balances.ts';
import type { Customer, Payment, PaymentLine } from './entities.ts';
import { cents, wireNumber } from './money.ts';
import { totalsOf } from './payment-links.ts';
import type { Company } from './realm.ts';

/** A requested part of a payment. */
export interface Part {
  type: 'Invoice' | 'CreditMemo';
  id: string;
  amount: Big;
}

/**
 * Composes the lines of a payment. Throws for an unknown or another customer's transaction, an
 * amount above its open balance, and credit without an invoice to pay. `known`: the payment being
 * updated.
 */
export function linesFor(
  company: Company,
  payment: { customer: Customer; total: Big; applied: Part[] },
  known?: Payment,
): PaymentLine[] {
  const lines: PaymentLine[] = [];
  for (const part of payment.applied) {
    const txn = applicable(company, payment.customer, part);
    const before = partOf(known?.Line ?? [], part.id).minus(partOf(lines, part.id));
    const amount = cents(part.amount);
    if (amount.lte(0) || amount.gt(before.plus(txn.Balance)))
      throw businessRefusal(
        'The amount applied must lie between 0 and the open balance of the transaction.',
      );
    lines.push(paymentLine(txn, part.type, amount));
  }
  const { invoices, credits } = totalsOf(lines);
  if (credits.gt(invoices))
    throw businessRefusal('The credits applied are more than the invoices they pay.');
  if (invoices.gt(credits.plus(payment.total)))
    throw businessRefusal('The amounts applied are more than the payment.');
  return lines;
}

function applicable(company: Company, customer: Customer, part: Part): Applicable {
  const txn = (part.type === 'Invoice' ? company.invoices : company.creditMemos)[part.id];
  if (!txn)
    throw refusal('2500', `Invalid Reference Id : ${part.type} element id ${part.id} not found`);
  if (!isOrStandsUnder(company, txn.CustomerRef.value, customer.Id))
    throw businessRefusal('The transaction belongs to another customer.');
  return txn;
}

/** Whether the payer is this customer or one of its parents, who can pay for it. */
function isOrStandsUnder(company: Company, id: string, payer: string): boolean {
  if (id === payer) return true;
  const parent = company.customers[id]?.ParentRef?.value;
  return parent !== undefined && isOrStandsUnder(company, parent, payer);
}

/**
 * Composes a line with `LineEx` in the format of Intuit's Java service.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/payment
 */
function paymentLine(txn: Applicable, type: Part['type'], amount: Big): PaymentLine {
  const pair = (Name: string, Value: string) => ({
    name: '{http://schema.intuit.com/finance/v3}NameValue',
    declaredType: 'com.intuit.schema.finance.v3.NameValue',
    scope: 'javax.xml.bind.JAXBElement$GlobalScope',
    value: { Name, Value },
    nil: false,
    globalScope: true,
    typeSubstituted: false,
  });
  return {
    Amount: wireNumber(amount),
    LinkedTxn: [{ TxnId: txn.Id, TxnType: type }],
    LineEx: {
      any: [
        pair('txnId', txn.Id),
        pair('txnOpenBalance', Big(txn.Balance).toFixed(2)),
        pair('txnReferenceNumber', txn.DocNumber ?? ''),
      ],
    },
  };
}
