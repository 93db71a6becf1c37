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

/** After these nobody here knows whether the invoice was sent: only the draft's status can tell. */
const silent = new Set<WebErrorCode>(['offline', 'internal', 'not_recorded']);

/** An answer to *Create* that never came: which version was sent, and when (ISO instant). */
export type LostAnswer = { version: number; since: string };

/** How an attempt ended that neither made an invoice nor was answered by one. */
export type Setback =
  | { kind: 'failed'; error: ApiError }
  | { kind: 'lost'; answer: LostAnswer }
  /** Another draft of the deal, perhaps this one in another window, is on its way: nothing was sent. */
  | { kind: 'another' }
  /** The attempt never reached the server. */
  | { kind: 'not_arrived' };

type Steps = {
  opened: DraftForm;
  form: UseFormReturn<DraftContent>;
  saving: DraftSaving;
  /** Resolves once no read that the invoice needs is in flight. */
  ready: () => Promise<void>;
  /** What the server answered; `elsewhere`: another window has sent it. */
  accept: (status: DraftStatus, elsewhere?: boolean) => void;
  /** The form is not ready: mark what is wrong. */
  markAll: () => void;
};

/** *Create*: check, ask before too much is billed, stop saving, send once. Every way it can end leads to a screen or back to the form. */
export const useCreating = ({ opened, form, saving, ready, accept, markAll }: Steps) => {
  const [creating, setCreating] = useState(false);
  const [setback, setSetback] = useState<Setback | null>(null);
  const busy = useRef(false);
  const agreed = useRef(new Set<string>());
  /** Whether this window has asked for the invoice before, so that the answer may be to that. */
  const sent = useRef(false);
  /** As of when the user knows the deal's invoices. */
  const knownAt = useRef(opened.openedAt);
  const draftId = opened.status.id;

  const failed = async (thrown: unknown, version: number) => {
    const error = asApiError(thrown);
    if (silent.has(error.code)) {
      const answer = { version, since: instantNow() };
      return setSetback({ kind: 'lost', answer });
    }
    setSetback(error.code === 'draft_busy' ? { kind: 'another' } : { kind: 'failed', error });
    // Somebody else saved this draft: nothing more is saved over it until the user has chosen.
    if (error.code === 'draft_changed') return;
    const status = await api.drafts.status({ draftId }).catch(() => null);
    if (status) accept(status);
    else saving.resume(version);
  };

  const send = async () => {
    // From here on nothing can be typed: what is asked about is what is sent.
    const stood = document.activeElement;
    flushSync(() => setCreating(true));
    await ready();
    // A copy: the form's own object changes with what is typed.
    const content = structuredClone(form.getValues());
    const [first] = [...takenAsKnown(opened, content), ...checkDraft(content, opened.profile)];
    if (first) {
      flushSync(() => setCreating(false));
      markAll();
      // The marks are drawn first, so that the focused field is read out with its error.
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

  /** False when the user would rather not, now that the deal has another invoice. */
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
