import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../../audit/store.ts';
import { rememberTaxRounding, storedProfile } from '../../company-profile/store.ts';
import { linkedName, replaceLink } from '../../customers/store.ts';
import type { Reader, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { foundDeletedAfter } from '../../invoices/deleted-deals.ts';
import { linkToDeal, mirrorInvoice } from '../../invoices/mirror/mirror.ts';
import { linkItems } from '../../items/store.ts';
import { postDealNote } from '../../notes/deal-note.ts';
import type { Work } from '../../operations/kinds.ts';
import { askingIn, change } from '../../operations/store.ts';
import type { Operation } from '../../operations/tables.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { fullName } from '../../shared/text/full-name.ts';
import { changedTexts } from '../creating/changed-texts.ts';
import { compareTotals } from '../creating/totals-comparison.ts';
import { type Draft, draftToSend } from '../store.ts';
import { drafts } from '../tables.ts';

/** `deleted`: it was created, and is gone by now. */
export type Created = { invoice: QuickbooksInvoice; deleted: boolean };

/** Whether another draft is this invoice. */
export const isClaimed = async (
  tx: Reader,
  { companyId, realmId, draftId }: RealmKey & Pick<Operation, 'draftId'>,
  invoiceId: string,
): Promise<boolean> => {
  const [other] = await tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(
      and(
        inRealm(drafts, { companyId, realmId }),
        eq(drafts.invoiceId, invoiceId),
        ne(drafts.id, draftId ?? ''),
      ),
    )
    .limit(1);
  return other !== undefined;
};

/** The invoice exists and is this draft's: everything that follows from it. */
export const recordCreated = async (
  tx: Tx,
  work: Work<unknown>,
  { invoice: answered, deleted }: Created,
): Promise<void> => {
  const { operation, clock } = work;
  const { companyId, realmId, userId } = operation;
  const { draft, totals } = await draftToSend(tx, operation);
  const now = clock.now();
  const { customer, lines } = draft.content;
  const { choice } = customer;
  const invoice = await completed(tx, draft, answered);
  const realmKey = { companyId, realmId };
  const by = { linkedById: userId, linkedAt: now };
  const kept = await storedProfile(tx, companyId, realmId);
  const proof = kept && {
    ...compareTotals(draft.content, kept.profile, invoice, totals),
    texts: changedTexts(operation.body ?? {}, customer, invoice),
  };
  await tx
    .update(drafts)
    .set({ state: 'created', invoiceId: invoice.id, proof, refusal: null, updatedAt: now })
    .where(eq(drafts.id, draft.id));
  if (proof?.roundedAs)
    await rememberTaxRounding(tx, { ...realmKey, taxRounding: proof.roundedAs });
  await lookAgain(tx, realmKey, invoice.id, now);
  await mirrorInvoice(tx, realmKey, invoice, { readAt: now, how: 'create' }, { deleted });
  const { dealId } = draft;
  await linkToDeal(tx, { ...realmKey, dealId, invoiceId: invoice.id, how: 'created', ...by });
  if (draft.party && choice.kind === 'existing') {
    const link = {
      ...realmKey,
      ...draft.party,
      customerId: choice.id,
      customerName: invoice.customerName || choice.name,
      why: 'picked' as const,
      linkedById: userId,
      linkedAt: operation.sentAt,
    };
    await replaceLink(tx, link, dealId);
  }
  const links = lines.flatMap(({ productId, item }) =>
    productId === null || item === null
      ? []
      : [
          {
            ...realmKey,
            productId,
            itemId: item.id,
            itemName: item.name,
            taxable: item.taxable,
            ...by,
          },
        ],
  );
  await linkItems(tx, links);
  await writeAudit(tx, {
    ...realmKey,
    userId,
    at: now,
    action: 'invoice_created',
    dealId,
    subject: invoice.id,
    details: { number: invoice.number, total: invoice.total, currency: invoice.currency },
  });
  if (await foundDeletedAfter(tx, { companyId, dealId, time: operation.sentAt })) return;
  await postDealNote(tx, work, { event: 'created', invoice, dealId, userId });
};

/**
 * The invoice with its currency, which a company of one currency may leave out, and the full name of a
 * sub-customer. The stored link is newer than the name in the draft.
 */
const completed = async (
  tx: Reader,
  draft: Draft,
  answered: QuickbooksInvoice,
): Promise<QuickbooksInvoice> => {
  const { customer, details } = draft.content;
  const currency = answered.currency || details.currency;
  if (customer.choice.kind !== 'existing') return { ...answered, currency };
  const { id: customerId, name } = customer.choice;
  const known = (await linkedName(tx, { ...draft, customerId })) ?? name;
  return { ...answered, currency, customerName: fullName(answered.customerName, known) };
};

/**
 * After an invoice is assigned to a draft, looks again for other drafts that listed it as a candidate: a
 * single remaining candidate needs no question.
 */
const lookAgain = async (
  tx: Tx,
  realmKey: RealmKey,
  invoiceId: string,
  now: number,
): Promise<void> => {
  for (const asking of await askingIn(tx, realmKey)) {
    if (!asking.candidates?.some(({ id }) => id === invoiceId)) continue;
    await change(tx, asking, { state: 'unconfirmed', candidates: null, nextAt: now }, now);
  }
};
