import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { hashKey } from '@tanstack/react-query';
import { panelContext } from '../host/panel-context.ts';
import { readInTab, removeFromTab, storeInTab } from '../lib/tab-storage.ts';

/**
 * Content of a draft that the server may not have. Pipedrive closes its modal without asking the
 * page, so it is stored in the tab's session storage until it is saved or given up.
 */
export type UnsavedDraft = {
  realmId: string;
  /** The version that the content was typed on; 0 when the draft was never saved. */
  version: number;
  content: DraftContent;
  /** Content that was sent on top of this version and whose response is missing. */
  sent: DraftContent | null;
};

/** The drafts of a deal by id, the one stored last at the end. */
type UnsavedDrafts = Record<string, UnsavedDraft>;

const nameOf = (dealId: number): string => `drafts-1/${panelContext.who}/${dealId}`;

const draftsOf = (dealId: number): UnsavedDrafts => {
  const text = readInTab(nameOf(dealId));
  return text ? JSON.parse(text) : {};
};

const store = (dealId: number, drafts: UnsavedDrafts): boolean => {
  if (Object.keys(drafts).length > 0) return storeInTab(nameOf(dealId), JSON.stringify(drafts));
  removeFromTab(nameOf(dealId));
  return true;
};

/** Stores a draft that is not saved; false when the browser does not. */
export const storeUnsaved = (dealId: number, draftId: string, draft: UnsavedDraft): boolean => {
  const { [draftId]: _, ...others } = draftsOf(dealId);
  return store(dealId, { ...others, [draftId]: draft });
};

export const forgetUnsaved = (dealId: number, draftId: string): void => {
  const { [draftId]: forgotten, ...others } = draftsOf(dealId);
  if (forgotten) store(dealId, others);
};

const neverSaved = (dealId: number): [string, UnsavedDraft] | undefined =>
  Object.entries(draftsOf(dealId)).findLast(([, { version }]) => version === 0);

/**
 * The shipping and e-mail addresses of the chosen customer are left out: the server replaces them
 * with those of QuickBooks when it reads a draft.
 */
const isSame = (one: DraftContent, other: DraftContent): boolean =>
  hashKey([comparable(one)]) === hashKey([comparable(other)]);

const comparable = ({ customer, ...content }: DraftContent) => {
  const { choice } = customer;
  if (choice.kind !== 'existing') return { ...content, customer };
  const { shipAddress: _, email: __, ...chosen } = choice;
  return { ...content, customer: { ...customer, choice: chosen } };
};

/** An opened form, and whether it shows content that was restored from this tab. */
export type OpenedForm = { form: DraftForm; restored: boolean };

/**
 * Puts what was not saved into the form that the server returned. The version stays the one that it
 * was typed on, so saving it on top of another version ends in the question which one to keep.
 */
export const withUnsaved = (form: DraftForm): OpenedForm => {
  const { status, deal, profile, savedAt, content } = form;
  if (status.state === 'created') forgetUnsaved(deal.id, status.id);
  if (status.state !== 'editing') return { form, restored: false };
  const [draftId, draft] = (savedAt === null ? neverSaved(deal.id) : undefined) ?? [
    status.id,
    draftsOf(deal.id)[status.id],
  ];
  if (draft?.realmId !== profile.realmId) return { form, restored: false };
  if (savedAt !== null && isSame(draft.content, content)) {
    forgetUnsaved(deal.id, draftId);
    return { form, restored: false };
  }
  const arrived =
    draft.sent !== null && status.version === draft.version + 1 && isSame(draft.sent, content);
  const version = arrived ? status.version : draft.version;
  return {
    form: { ...form, content: draft.content, status: { ...status, id: draftId, version } },
    restored: true,
  };
};

/**
 * Opens the draft that `open` returns, with what was not saved. The server does not know a draft
 * that was never saved: it is opened before an older one, in a fresh form.
 */
export const openWithUnsaved = async (
  open: (input: { fresh: boolean }) => Promise<DraftForm>,
): Promise<OpenedForm> => {
  const opened = withUnsaved(await open({ fresh: false }));
  const { status, savedAt, deal } = opened.form;
  const isOlder = savedAt !== null && status.state === 'editing' && !opened.restored;
  return isOlder && neverSaved(deal.id) ? withUnsaved(await open({ fresh: true })) : opened;
};
