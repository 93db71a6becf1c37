import { randomUUID } from 'node:crypto';
import type { Tx } from '../../db/database.ts';
import {
  type ItemCreation,
  recogniseItem,
  recordItem,
  sendItem,
} from '../../items/operations/create-item.ts';
import { itemSettingsOf } from '../../items/settings-store.ts';
import type { Kind, Next, Work } from '../../operations/kinds.ts';
import { begin } from '../../operations/store.ts';
import type { QuickbooksItemDetails } from '../../quickbooks/models.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftLine } from '../../shared/contract/draft-content.ts';
import { priceModeOf, taxRulesOf } from '../../shared/tax/tax-rules.ts';
import { cleanName } from '../../shared/text/clean-text.ts';
import { linesOfNewItems, withCreatedItems } from '../creating/created-items.ts';
import { reopenForm } from '../creating/reopen-form.ts';
import { cacheSentDraft, type Draft, type SentDraft, sentDraftOf } from '../store.ts';
import { beginInvoice, draftKeys, profileToSend } from './begin-invoice.ts';
import { createInvoiceKind } from './create-invoice.ts';
import type { InvoiceCreation } from './send-created-invoice.ts';

/** The new item, the customer of the invoice, and what follows the creation of the invoice. */
type DraftItem = ItemCreation & InvoiceCreation & { customerId: string };

/** What the invoice is created with, once its items exist. */
export type InvoicePlan = InvoiceCreation & { customerId: string; profile: CompanyProfile };

/**
 * Begins the creation of the draft's first missing item, else of its invoice. Null while another
 * operation of the draft is open, or without an income account for the item.
 */
export const beginItemOrInvoice = async (
  tx: Tx,
  work: Pick<Work<unknown>, 'clock' | 'settings' | 'quickbooks'>,
  sent: SentDraft,
  { customerId, profile, ...creation }: InvoicePlan,
): Promise<Next> => {
  const { draft, totals } = sent;
  const content = await withCreatedItems(tx, draft, draft.content);
  const [line] = linesOfNewItems(content);
  if (line) {
    const operation = await beginItem(tx, work, draft, line, profile, { ...creation, customerId });
    if (!operation) return null;
    cacheSentDraft(operation, sent);
    return { kind: draftItemKind, operation };
  }
  const { delivery } = creation;
  const body = work.quickbooks.invoiceBody(content, profile, customerId, {
    ...(totals && { totals }),
    ...(delivery && { delivery }),
  });
  const operation = await beginInvoice(tx, work, draft, { body, ...creation });
  if (!operation) return null;
  cacheSentDraft(operation, sent);
  return { kind: createInvoiceKind, operation };
};

const beginItem = async (
  tx: Tx,
  work: Pick<Work<unknown>, 'clock' | 'settings' | 'quickbooks'>,
  draft: Draft,
  line: DraftLine,
  profile: CompanyProfile,
  creation: InvoiceCreation & { customerId: string },
) => {
  const { account } = await itemSettingsOf(tx, draft);
  if (!account) return null;
  const name = cleanName(line.item?.name ?? '');
  const isUs = profile.country === 'US';
  const taxable = isUs ? (line.item?.taxable ?? true) : null;
  const id = randomUUID();
  return begin<DraftItem>(tx, work, {
    ...draftKeys(draft),
    id,
    kind: 'draft_item',
    subject: 'draft',
    subjectId: draft.id,
    requestId: `${id}-0`,
    body: work.quickbooks.itemBody({
      name,
      accountId: account.id,
      taxable,
      taxCodeId: isUs ? null : ownCode(line, draft, profile),
    }),
    data: { name, taxable, ...creation },
  });
};

/** The new item gets the tax code of its line, where lines have one. */
const ownCode = (line: DraftLine, { content }: Draft, profile: CompanyProfile): string | null => {
  const rules = taxRulesOf(profile);
  const isTaxed = rules.codes === 'per_line' && priceModeOf(rules, content.details) !== 'none';
  return isTaxed ? line.taxCodeId : null;
};

/**
 * Creates a new item of a draft, then begins the next one or the invoice in the same transaction.
 */
export const draftItemKind: Kind<DraftItem, QuickbooksItemDetails> = {
  name: 'draft_item',
  again: 'replay',
  asks: false,

  send: sendItem,
  recognise: recogniseItem,
  resultOf: (item) => item.id,

  async apply(tx, work, item) {
    const { operation } = work;
    await recordItem(tx, work, item);
    const { customerId, delivery } = operation.data;
    const profile = await profileToSend(tx, operation);
    const next = await beginItemOrInvoice(tx, work, await sentDraftOf(tx, operation), {
      customerId,
      profile,
      ...(delivery && { delivery }),
    });
    if (!next) throw new Error('Another operation of this draft is open');
    return next;
  },

  end: reopenForm,
};
