import { recount } from './balances.ts';
import { refuseClosedPeriod } from './closing-date.ts';
import { recountCustomer } from './customer-balance.ts';
import type { Invoice, Line } from './entities.ts';
import { closeEstimates, linksWith } from './estimate-links.ts';
import { refuseLocked } from './locks.ts';
import { unlinkPayments } from './payment-links.ts';
import { bump, type Realm } from './realm.ts';
import { voidedNote } from './voided-note.ts';

/**
 * Voids an invoice permanently: amounts become 0, the note starts with `Voided`, payments become
 * the customer's credit.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export function voidInvoice(realm: Realm, invoice: Invoice): Invoice {
  refuseClosedPeriod(realm.company, invoice.TxnDate);
  refuseLocked(realm.company, invoice.Id, 'void');
  if (isVoided(invoice)) return invoice;
  unlinkPayments(realm, invoice);
  closeEstimates(realm, invoice.Id, []);
  invoice.LinkedTxn = linksWith(invoice.LinkedTxn, undefined);
  invoice.Line = invoice.Line.map(voidedLine);
  invoice.TxnTaxDetail = { TotalTax: 0 };
  invoice.TotalAmt = 0;
  invoice.Deposit = 0;
  if (invoice.HomeTotalAmt !== undefined) invoice.HomeTotalAmt = 0;
  recount(realm, invoice);
  invoice.PrivateNote = voidedNote(invoice.PrivateNote);
  bump(realm, invoice);
  recountCustomer(realm, invoice.CustomerRef.value);
  return invoice;
}

function voidedLine(line: Line): Line {
  if (line.DetailType === 'DescriptionOnly') return line;
  const group = line.GroupLineDetail;
  if (group) {
    return { ...line, Amount: 0, GroupLineDetail: { ...group, Line: group.Line.map(voidedLine) } };
  }
  if (!line.SalesItemLineDetail) return { ...line, Amount: 0 };
  const { UnitPrice, TaxInclusiveAmt, ...detail } = line.SalesItemLineDetail;
  return { ...line, Amount: 0, SalesItemLineDetail: { ...detail, Qty: 0 } };
}

/** Recognizes a voided invoice by its zero amounts and quantities: its note can be edited. */
export function isVoided({ TotalAmt, Balance, Line }: Invoice): boolean {
  if (TotalAmt !== 0 || Balance !== 0) return false;
  return Line.every(
    ({ Amount, SalesItemLineDetail }) => !Amount && !Number(SalesItemLineDetail?.Qty ?? 0),
  );
}
