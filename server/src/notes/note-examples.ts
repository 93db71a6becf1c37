import { and, desc, eq } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';
import { type NoteEvent, noteEvents } from '../preferences/contract.ts';
import { Big, money } from '../shared/money/money.ts';
import { noteSentence } from './note-text.ts';

/** The first line of the note about an event, with the invoice's number only and with amounts. */
export type NoteExample = { event: NoteEvent; number: string; amount: string };

/** Examples of all notes, about the invoice that was linked to a deal last; null without one. */
export const noteExamples = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
): Promise<NoteExample[] | null> => {
  const { invoiceId: id, number, total, currency, customerName } = invoices;
  const [row] = await db
    .select({ id, number, total, currency, customerName })
    .from(dealInvoices)
    .innerJoin(
      invoices,
      and(
        eq(invoices.companyId, dealInvoices.companyId),
        eq(invoices.realmId, dealInvoices.realmId),
        eq(invoices.invoiceId, dealInvoices.invoiceId),
      ),
    )
    .where(inRealm(dealInvoices, { companyId, realmId }))
    .orderBy(desc(dealInvoices.linkedAt))
    .limit(1);
  if (!row) return null;
  const half = money(new Big(row.total).div(2));
  const rest = money(new Big(row.total).minus(half));
  return noteEvents.map((event) => {
    const isLast = event === 'paid';
    const invoice = { ...row, paid: isLast ? rest : half, due: isLast ? '0.00' : rest };
    const sentence = (detail: 'number' | 'amount') => noteSentence({ event, invoice, detail });
    return { event, number: sentence('number'), amount: sentence('amount') };
  });
};
