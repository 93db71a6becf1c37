import { randomUUID } from 'node:crypto';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { recurrenceOf } from '../../billing-plans/plan-sources.ts';
import type { OpenedEntry } from '../../billing-plans/store.ts';
import { planEntries } from '../../billing-plans/tables.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { inRealm } from '../../db/realm.ts';
import { defaultItemOf } from '../../items/items-for-products.ts';
import type { Deal, DealDiscount, DealProduct } from '../../pipedrive/gateway.ts';
import { periodFrom } from '../../shared/billing/periods.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftContent, DraftLine } from '../../shared/contract/draft-content.ts';
import type { DealBasis } from '../../shared/money/deal-value-basis.ts';
import { withCreatedItems } from '../creating/created-items.ts';
import { drafts } from '../tables.ts';
import { instalmentLines } from './instalment-lines.ts';

/** The rows of the deal that an entry bills: of a period, those that recur with it. Pure. */
export const productsOfEntry = (
  products: DealProduct[],
  { frequency, periodFrom: from }: OpenedEntry,
): DealProduct[] => {
  if (frequency === null || from === null) return products;
  return products.filter((product) => {
    const recurrence = recurrenceOf(product);
    return recurrence?.frequency === frequency && periodFrom(recurrence, from) !== null;
  });
};

/** An amount taken off the whole deal is not taken off each period. Pure. */
export const discountsOfEntry = (
  discounts: DealDiscount[],
  { frequency }: OpenedEntry,
): DealDiscount[] =>
  frequency === null ? discounts : discounts.filter(({ kind }) => kind === 'percent');

type Filling = {
  entry: OpenedEntry;
  deal: Deal;
  /** The form filled from the deal's rows. */
  filled: DraftContent;
  profile: CompanyProfile;
  room: DealBasis;
};

/** Fills a form for an entry of the billing plan: the lines of its period, or its part of the deal. */
export const fillEntry = async (
  ctx: Ctx,
  connection: OwnedConnection,
  { entry, deal, filled, profile, room }: Filling,
): Promise<DraftContent> => {
  const content = { ...filled, details: detailsOf(filled.details, entry) };
  const lines = linesOfPeriod(filled.lines, entry, profile);
  if (lines) return { ...content, lines };
  const [items, usual] = await Promise.all([
    earlierItems(ctx, connection, entry),
    defaultItemOf(ctx, connection),
  ]);
  const { amount, before } = entry;
  const fallback = usual && { id: usual.id, name: usual.name, taxable: usual.taxable };
  return {
    ...content,
    lines: instalmentLines(filled, profile, {
      text: `${entry.label}: ${deal.title}`,
      amount,
      before,
      basis: room.basis,
      dealValue: room.derived ? deal.value : null,
      newKey: randomUUID,
      itemOf: (taxCodeId) => items.get(taxCodeId) ?? fallback,
    }),
    discount: { kind: 'none' },
  };
};

/** An invoice is not due before the date of its entry. */
const detailsOf = (
  details: DraftContent['details'],
  { dueOn }: OpenedEntry,
): DraftContent['details'] => {
  const { issueDate, dueDate } = details;
  return { ...details, dueDate: dueDate < dueOn && issueDate <= dueOn ? dueOn : dueDate };
};

/** Null for an entry that bills no period, and when no row recurs with it any more. */
const linesOfPeriod = (
  lines: DraftLine[],
  { frequency, periodFrom: from, periodTo: to }: OpenedEntry,
  { country }: CompanyProfile,
): DraftLine[] | null => {
  const isOfProducts = lines.some(({ productId }) => productId !== null);
  if (frequency === null || from === null || to === null || !isOfProducts) return null;
  const period = periodText(from, to, country);
  return lines.map(({ dealRow, ...line }) => {
    const { billing: _, ...notes } = dealRow ?? {};
    return {
      ...line,
      description: [line.description, period].filter(Boolean).join('\n'),
      ...(Object.keys(notes).length > 0 && { dealRow: notes }),
    };
  });
};

/** `Dec 1 - 31, 2026`, as usual in the company's country, in characters that QuickBooks stores. */
const periodText = (from: string, to: string, country: string): string => {
  const format = new Intl.DateTimeFormat(`en-${country}`, { dateStyle: 'medium', timeZone: 'UTC' });
  return format
    .formatRange(new Date(from), new Date(to))
    .replace(/[\u2009\u202f\u00a0]/g, ' ')
    .replace('–', '-');
};

const mostEarlier = 5;

type Items = Map<DraftLine['taxCodeId'], NonNullable<DraftLine['item']>>;

/** The items of the plan's latest invoices and drafts, by tax code. */
const earlierItems = async (
  { db, companyId }: Ctx,
  { realmId }: OwnedConnection,
  { dealId }: OpenedEntry,
): Promise<Items> => {
  const realmKey = { companyId, realmId };
  const draftIds = db
    .select({ draftId: planEntries.draftId })
    .from(planEntries)
    .where(and(inRealm(planEntries, realmKey), eq(planEntries.dealId, dealId)));
  const rows = await db
    .select({ id: drafts.id, content: drafts.content })
    .from(drafts)
    .where(
      and(
        inRealm(drafts, realmKey),
        inArray(drafts.id, draftIds),
        inArray(drafts.state, ['editing', 'created']),
      ),
    )
    .orderBy(desc(drafts.updatedAt))
    .limit(mostEarlier);
  const contents = await Promise.all(
    rows.map(({ id, content }) => withCreatedItems(db, { ...realmKey, id }, content)),
  );
  return itemsByTaxCode(contents.toReversed().flatMap(({ lines }) => lines));
};

/** The items of the last lines with each tax code; a fee's is not that of an instalment. Pure. */
export const itemsByTaxCode = (lines: DraftLine[]): Items =>
  new Map(
    lines.flatMap(({ taxCodeId, item, fee, kind, bundle }) =>
      item && item.id !== null && !fee && !kind && !bundle ? [[taxCodeId, item] as const] : [],
    ),
  );
