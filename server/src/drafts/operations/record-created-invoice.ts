import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '../../audit/store.ts';
import {
  rememberDealTaxCodes,
  rememberTaxRounding,
  storedProfile,
} from '../../company-profile/store.ts';
import { linkCurrency } from '../../customers/link-currency.ts';
import { rememberRecipients } from '../../customers/recipients.ts';
import { linkedName, replaceLink } from '../../customers/store.ts';
import type { Reader, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { recordBilledDeal } from '../../drift/billed-deal.ts';
import { foundDeletedAfter } from '../../invoices/deleted-deals.ts';
import { rememberCovered } from '../../invoices/mirror/covered.ts';
import { linkToDeal, mirrorInvoice } from '../../invoices/mirror/mirror.ts';
import { linkItems, nameProducts } from '../../items/store.ts';
import { postDealNote } from '../../notes/deal-note.ts';
import { noteSettingsOf } from '../../notes/note-settings.ts';
import type { Work } from '../../operations/kinds.ts';
import { askingIn, change } from '../../operations/store.ts';
import type { Operation } from '../../operations/tables.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { partsOf } from '../../quickbooks/translate/invoice-parts.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import { coveredAmount } from '../../shared/money/covered-amount.ts';
import { chosenTaxCodes } from '../../shared/tax/tax-code.ts';
import { fullName } from '../../shared/text/full-name.ts';
import { recipientsIn } from '../../shared/text/recipients-in.ts';
import { changedTexts } from '../creating/changed-texts.ts';
import { withCreatedItems } from '../creating/created-items.ts';
import { compareTotals } from '../creating/totals-comparison.ts';
import { type Draft, sentDraftOf } from '../store.ts';
import { drafts } from '../tables.ts';

/** `deleted`: the created invoice has been deleted since. */
export type Created = { invoice: QuickbooksInvoice; deleted: boolean };

/** Whether the invoice is assigned to another draft. */
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

/**
 * Assigns a created invoice to its draft: stores status, mirror row, links, audit entry and deal
 * note. Returns the invoice with what the response may lack.
 */
export const recordCreated = async (
  tx: Tx,
  work: Work<unknown>,
  { invoice: response, deleted }: Created,
): Promise<QuickbooksInvoice> => {
  const { operation, clock } = work;
  const { companyId, realmId, userId } = operation;
  const { draft, totals } = await sentDraftOf(tx, operation);
  const now = clock.now();
  const { customer, lines } = draft.content;
  const { choice } = customer;
  const invoice = await completeInvoice(tx, draft, response);
  const realmKey = { companyId, realmId };
  const linkedBy = { linkedById: userId, linkedAt: now };
  const stored = await storedProfile(tx, companyId, realmId);
  const totalsComparison = stored && {
    ...compareTotals(
      draft.content,
      stored.profile,
      { ...invoice, shipping: partsOf(invoice).shipping },
      totals,
    ),
    texts: changedTexts(operation.body ?? {}, customer, invoice),
  };
  await tx
    .update(drafts)
    .set({
      state: 'created',
      invoiceId: invoice.id,
      totalsComparison,
      refusal: null,
      updatedAt: now,
    })
    .where(eq(drafts.id, draft.id));
  if (totalsComparison?.roundedAs)
    await rememberTaxRounding(tx, { ...realmKey, taxRounding: totalsComparison.roundedAs });
  if (stored) {
    await rememberDealTaxCodes(tx, realmKey, chosenTaxCodes(lines, stored.profile));
  }
  await reopenQuestions(tx, realmKey, invoice.id, now);
  const covers = stored && coveredAmount(draft.content, stored.profile, invoice);
  await mirrorInvoice(tx, realmKey, invoice, { readAt: now, how: 'create' }, { deleted });
  await rememberCovered(tx, realmKey, invoice.id, covers);
  const { dealId } = draft;
  await linkToDeal(tx, { ...realmKey, dealId, invoiceId: invoice.id, how: 'created', ...linkedBy });
  await recordBilledDeal(tx, { ...realmKey, dealId, invoiceId: invoice.id }, draft);
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
    const currency = await linkCurrency(tx, link, invoice.currency);
    await replaceLink(tx, { ...link, currency }, dealId);
  }
  await rememberSent(tx, { ...realmKey, customerId: invoice.customerId, now }, draft.content);
  const { lines: sentLines } = await withCreatedItems(tx, draft, draft.content);
  await rememberItems(tx, { ...realmKey, ...linkedBy }, sentLines);
  await writeAudit(tx, {
    ...realmKey,
    userId,
    at: now,
    action: 'invoice_created',
    dealId,
    subject: invoice.id,
    details: { number: invoice.number, total: invoice.total, currency: invoice.currency },
  });
  if (await foundDeletedAfter(tx, { companyId, dealId, time: operation.sentAt })) return invoice;
  const note = { event: 'created' as const, invoice, dealId, userId, mark: '' };
  await postDealNote(tx, realmKey, note, await noteSettingsOf(tx, companyId), now);
  return invoice;
};

/**
 * Remembers the items of products. Leaves out default items, which the settings may change, and
 * links that the form only used, which may have been changed or removed in the settings since.
 */
const rememberItems = async (
  tx: Tx,
  by: RealmKey & { linkedById: number; linkedAt: number },
  lines: DraftContent['lines'],
): Promise<void> => {
  const links = lines.flatMap(({ productId, productName = null, item, itemFrom }) =>
    productId === null || !item?.id || itemFrom === 'link' || itemFrom === 'default'
      ? []
      : [
          {
            ...by,
            productId,
            productName,
            itemId: item.id,
            itemName: item.name,
            taxable: item.taxable,
          },
        ],
  );
  await linkItems(tx, links);
  const named = lines.flatMap(({ productId, productName, itemFrom }) =>
    productId !== null && productName !== undefined && itemFrom === 'link'
      ? [{ productId, name: productName }]
      : [],
  );
  await nameProducts(tx, by, named);
};

/**
 * Remembers the recipients that the user typed, or that were remembered before. The deal's own
 * address and the company's copies may change, and are not remembered; neither are those of a draft
 * that an older version stored, which does not say where they come from.
 */
const rememberSent = async (
  tx: Tx,
  { now, ...customer }: RealmKey & { customerId: string; now: number },
  content: DraftContent,
): Promise<void> => {
  const { to, cc, bcc } = recipientsIn(content);
  const { emailFrom = 'deal', copiesFrom = 'company' } = content.customer;
  if (emailFrom === 'deal' && copiesFrom === 'company') return;
  const copies = copiesFrom === 'company' ? { cc: '', bcc: '' } : { cc, bcc };
  const recipients = { to: emailFrom === 'deal' ? '' : to, ...copies };
  await rememberRecipients(tx, { ...customer, recipients, now });
};

/**
 * Adds the currency, which single-currency companies may omit, and the full name of a sub-customer.
 * Prefers the name of the stored link, which is newer than that of the draft.
 */
const completeInvoice = async (
  tx: Reader,
  draft: Draft,
  response: QuickbooksInvoice,
): Promise<QuickbooksInvoice> => {
  const { customer, details } = draft.content;
  const currency = response.currency || details.currency;
  if (customer.choice.kind !== 'existing') return { ...response, currency };
  const { id: customerId, name } = customer.choice;
  const storedName = (await linkedName(tx, { ...draft, customerId })) ?? name;
  return { ...response, currency, customerName: fullName(response.customerName, storedName) };
};

/**
 * After an invoice is assigned to a draft, re-evaluates other drafts that listed it as a candidate;
 * a single remaining candidate needs no question.
 */
const reopenQuestions = async (
  tx: Tx,
  realmKey: RealmKey,
  invoiceId: string,
  now: number,
): Promise<void> => {
  for (const question of await askingIn(tx, realmKey)) {
    if (!question.candidates?.some(({ id }) => id === invoiceId)) continue;
    await change(tx, question, { state: 'unconfirmed', candidates: null, nextAt: now }, now);
  }
};
