import type { DraftForm, DraftStatus } from '@dealbill/server/contract/drafts';
import { checkDraft } from '@dealbill/server/shared/checks/check-draft';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { UseFormReturn } from 'react-hook-form';
import { api } from '../lib/api.ts';
import { type ApiError, asApiError, type WebErrorCode } from '../lib/api-error.ts';
import { instantNow } from '../lib/clock.ts';
import { focusField } from '../ui/focus/focus-field.ts';
import { mayCreateCustomer, takenAsKnown } from './customer/ask-similar-customers.ts';
import { addsAnotherInvoice } from './preflight/adds-another-invoice.ts';
import { exceedsDeal } from './preflight/exceeds-deal.ts';
import type { DraftSaving } from './use-draft-saving.ts';

/** After these errors only the draft's status shows whether the invoice was sent. */
const silent = new Set<WebErrorCode>(['offline', 'internal', 'not_recorded']);

/** A lost response to *Create*: the version sent, and the ISO instant. */
export type LostAnswer = { version: number; since: string };

/** Outcome of an attempt that neither created an invoice nor ended with a status. */
export type Setback =
  | { kind: 'failed'; error: ApiError }
  | { kind: 'lost'; answer: LostAnswer }
  /** Another draft of the deal, or this one in another window, is being sent: nothing was sent. */
  | { kind: 'another' }
  /** The request never reached the server. */
  | { kind: 'not_arrived' };

type Steps = {
  opened: DraftForm;
  form: UseFormReturn<DraftContent>;
  saving: DraftSaving;
  /** Resolves once no request that the invoice needs is pending. */
  ready: () => Promise<void>;
  /** Shows the draft's new status; `elsewhere` is true when another window sent it. */
  accept: (status: DraftStatus, elsewhere?: boolean) => void;
  /** Marks all problems when the form is not ready. */
  markAll: () => void;
};

/**
 * Runs *Create*: checks the form, asks before over-billing, stops saving, and sends once. Every
 * outcome leads to a screen or back to the form.
 */
export const useCreating = ({ opened, form, saving, ready, accept, markAll }: Steps) => {
  const [creating, setCreating] = useState(false);
  const [setback, setSetback] = useState<Setback | null>(null);
  const busy = useRef(false);
  const agreed = useRef(new Set<string>());
  /** True once this window has sent the draft: a later response may then concern that request. */
  const sent = useRef(false);
  /** Instant up to which the user knows the deal's invoices. */
  const knownAt = useRef(opened.openedAt);
  const draftId = opened.status.id;

  const failed = async (thrown: unknown, version: number) => {
    const error = asApiError(thrown);
    if (silent.has(error.code)) {
      const answer = { version, since: instantNow() };
      return setSetback({ kind: 'lost', answer });
    }
    setSetback(error.code === 'draft_busy' ? { kind: 'another' } : { kind: 'failed', error });
    // Another window or user saved this draft; saving stops until the user decides which version to
    // keep.
    if (error.code === 'draft_changed') return;
    const status = await api.drafts.status({ draftId }).catch(() => null);
    if (status) accept(status);
    else saving.resume(version);
  };

  const send = async () => {
    // Typing is disabled from here on, so that the confirmed content is the content sent.
    const stood = document.activeElement;
    flushSync(() => setCreating(true));
    await ready();
    // A copy, because React Hook Form changes its values in place.
    const content = structuredClone(form.getValues());
    const [first] = [...takenAsKnown(opened, content), ...checkDraft(content, opened.profile)];
    if (first) {
      flushSync(() => setCreating(false));
      markAll();
      // The marks are rendered first, so that screen readers announce the focused field with its
      // error.
      return requestAnimationFrame(() => focusField(first.path));
    }
    if (!(await exceedsDeal(content, opened))) {
      flushSync(() => setCreating(false));
      if (stood instanceof HTMLElement) stood.focus();
      return;
    }
    setSetback(null);
    if (!(await mayCreateCustomer(opened, content, agreed.current))) {
      flushSync(() => setCreating(false));
      return focusField('customer.choice');
    }
    const version = await saving.hold();
    if (await sendOnce(content, version)) return;
    saving.resume(version);
    flushSync(() => setCreating(false));
    if (stood instanceof HTMLElement) stood.focus();
  };

  /** Resolves to false when the user cancels because the deal has another invoice. */
  const sendOnce = async (content: DraftContent, version: number): Promise<boolean> => {
    const input = { draftId, dealId: opened.deal.id, version, content, knownAt: knownAt.current };
    try {
      const sentFromHere = sent.current;
      sent.current = true;
      const { already, ...status } = await api.drafts.create(input);
      accept(status, already && !sentFromHere);
      return true;
    } catch (thrown) {
      const { code, details } = asApiError(thrown);
      if (code !== 'deal_billed_meanwhile' || !details.since) {
        await failed(thrown, version);
        return true;
      }
      if (!(await addsAnotherInvoice(content, opened))) return false;
      knownAt.current = details.since;
      return sendOnce(content, version);
    }
  };

  const create = async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      await send();
    } finally {
      busy.current = false;
      setCreating(false);
    }
  };

  return { create, creating, setback, setSetback };
};
