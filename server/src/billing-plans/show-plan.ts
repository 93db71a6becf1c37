import { and, inArray } from 'drizzle-orm';
import { companyToday } from '../company-profile/company-today.ts';
import type { ReadableConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import type { InvoiceRow } from '../invoices/contract.ts';
import { invoiceRow } from '../invoices/invoice-row.ts';
import { leftToBill } from '../invoices/left-to-bill.ts';
import { rowColumns } from '../invoices/mirror/invoice-row-queries.ts';
import { rowContextFor } from '../invoices/row-context.ts';
import { invoices } from '../invoices/tables.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import { Big, money } from '../shared/money/money.ts';
import type { PlanEntry, ShownPlan } from './contract.ts';
import { openAmount, openEntries } from './planned-amounts.ts';
import { installmentIdIn } from './source-key.ts';
import { hasInvoice, isLocked, type StoredEntry, type StoredPlan, storedPlan } from './store.ts';

/** Returns a deal's plan with the states of its entries, from our own rows. */
export const showPlan = async (
  ctx: Ctx,
  connection: ReadableConnection,
  deal: Deal,
): Promise<ShownPlan> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const [stored, today, { value, left, basis }] = await Promise.all([
    storedPlan(ctx.db, { ...realmKey, dealId: deal.id }),
    companyToday(ctx, connection.realmId),
    leftToBill(ctx, connection, deal),
  ]);
  const rows = await invoiceRows(ctx, connection, realmKey, stored.entries);
  const open = openAmount(stored.entries, deal.currency);
  return {
    version: stored.plan?.version ?? 0,
    today,
    deal: { id: deal.id, title: deal.title, value, basis, left },
    entries: stored.entries.map((entry) => shownEntry(entry, rows, today, deal.currency)),
    open,
    beyond: left === null ? null : beyondOf(stored.entries, open, left),
    valueBefore: valueBefore(stored, deal),
    nextId:
      stored.entries.find((entry) => !hasInvoice(entry) && !hasOtherCurrency(entry, deal.currency))
        ?.id ?? null,
  };
};

const hasOtherCurrency = (entry: StoredEntry, dealCurrency: string): boolean =>
  !isLocked(entry) && entry.currency !== dealCurrency;

const invoiceRows = async (
  ctx: Ctx,
  connection: ReadableConnection,
  realmKey: RealmKey,
  entries: StoredEntry[],
): Promise<Map<string, InvoiceRow>> => {
  const invoiceIds = entries.flatMap(({ draft }) => draft?.invoiceId ?? []);
  if (invoiceIds.length === 0) return new Map();
  const [rowContext, rows] = await Promise.all([
    rowContextFor(ctx, connection),
    ctx.db
      .select(rowColumns)
      .from(invoices)
      .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds))),
  ]);
  return new Map(rows.map((row) => [row.invoiceId, invoiceRow(row, rowContext)]));
};

const stateOf = (
  entry: StoredEntry,
  invoice: InvoiceRow | null,
  today: string,
): PlanEntry['state'] => {
  if (hasInvoice(entry)) return invoice?.status === 'paid' ? 'paid' : 'created';
  if (entry.draft?.state === 'sending') return 'sending';
  if (entry.draft?.state === 'editing') return 'draft';
  return entry.dueOn <= today ? 'due' : 'planned';
};

const shownEntry = (
  entry: StoredEntry,
  rows: Map<string, InvoiceRow>,
  today: string,
  dealCurrency: string,
): PlanEntry => {
  const invoice = rows.get(entry.draft?.invoiceId ?? '') ?? null;
  return {
    id: entry.id,
    dueOn: entry.dueOn,
    label: entry.label,
    amount: entry.amount,
    currency: entry.currency,
    source: sourceOf(entry),
    state: stateOf(entry, invoice, today),
    locked: isLocked(entry),
    freed: entry.isFreed,
    otherCurrency: hasOtherCurrency(entry, dealCurrency),
    invoice: invoice && {
      id: invoice.id,
      number: invoice.number,
      total: invoice.total,
      currency: invoice.currency,
      status: invoice.status,
    },
  };
};

const sourceOf = ({
  sourceKey,
  frequency,
  periodFrom,
  periodTo,
}: StoredEntry): PlanEntry['source'] => {
  if (frequency !== null && periodFrom !== null && periodTo !== null) {
    return { kind: 'period', frequency, from: periodFrom, to: periodTo };
  }
  const installmentId = installmentIdIn(sourceKey);
  return installmentId === null ? null : { kind: 'installment', installmentId };
};

/** Each invoice rounds its tax, so that a deal's value with tax may be missed by a cent each. */
const beyondOf = (entries: StoredEntry[], open: string, left: string): string | null => {
  const beyond = new Big(open).minus(left);
  const tolerance = new Big('0.01').times(entries.filter(hasInvoice).length);
  return Number(open) > 0 && beyond.gt(tolerance) ? money(beyond) : null;
};

/** Null when the value is the same, or nothing is left to adjust. */
const valueBefore = ({ plan, entries }: StoredPlan, deal: Deal): ShownPlan['valueBefore'] => {
  if (!plan || plan.value === '') return null;
  const isSame =
    plan.currency === deal.currency && new Big(plan.value).eq(new Big(deal.value ?? '0'));
  if (isSame || openEntries(entries, plan.currency).length === 0) return null;
  return { amount: money(new Big(plan.value)), currency: plan.currency };
};
