import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { UseFormReturn } from 'react-hook-form';
import { confirmInHost } from '../../host/dialogs.ts';
import type { InvoiceContext } from '../../host/read-context.ts';
import { api } from '../../lib/api.ts';
import { type ApiError, asApiError, type WebErrorCode } from '../../lib/api-error.ts';
import { useResolving } from '../use-resolving.ts';
import { type ChangedMeanwhile, changedMeanwhile } from './changed-meanwhile.ts';
import { changesOf, isUnchanged } from './changes-of.ts';
import type { EditValues } from './edit-values.ts';
import { mergeValues } from './merge-values.ts';
import { overBillingQuestion } from './over-billing-question.ts';
import { linesAreLeftOut } from './restore-edit.ts';
import { forgetEdit } from './stored-edit.ts';

/** What is on the screen: the fields, what they change, or what is waited for. */
export type EditStep = 'form' | 'review' | 'checking' | 'busy';

/** What happened to an attempt to save, said above what is typed. */
export type EditNotice =
  | { kind: 'failed'; error: ApiError }
  | { kind: 'changed'; rows: ChangedMeanwhile[] }
  /** So that its lines stay. */
  | { kind: 'paid' }
  | { kind: 'not_saved' }
  /** It was typed in an edit that was closed before it was known not to be saved. */
  | { kind: 'taken_up'; withoutLines: boolean }
  | { kind: 'gone' };

/** After these nobody here knows whether the request was carried out. */
const silent = new Set<WebErrorCode>(['offline', 'internal', 'not_recorded']);
/** What is typed is held against another state of the invoice than the one it was typed on. */
const outdated = new Set<WebErrorCode>(['invoice_changed', 'not_possible']);
/** What the user can do nothing about but save again. */
const passing = new Set<WebErrorCode>([
  'quickbooks_busy',
  'quickbooks_unavailable',
  'rate_limited',
  'storage_unavailable',
]);

type Edit = {
  context: InvoiceContext;
  opened: InvoicePage;
  form: UseFormReturn<EditValues>;
  /** The server found something wrong with fields. */
  refuse: (error: ApiError) => void;
  saved: () => void;
};

/** Saving: once, honestly, asking before too much is billed, and without losing anything that was typed. */
export const useEditing = ({ context, opened, form, refuse, saved }: Edit) => {
  const [page, setPage] = useState(opened);
  const [step, setStep] = useState<EditStep>('form');
  const [notice, setNotice] = useState<EditNotice | null>(
    opened.unsaved && { kind: 'taken_up', withoutLines: linesAreLeftOut(opened) },
  );
  const [saving, setSaving] = useState(false);
  const busy = useRef(false);
  /** No answer came at all, so that the row alone does not tell whether it was saved. */
  const unanswered = useRef(false);
  const one = { context, invoiceId: opened.invoice.id };

  const backToForm = (told: EditNotice | null) => {
    setStep('form');
    setNotice(told);
  };

  /** Takes over what QuickBooks has now, under what is typed. */
  const takeOver = (now: InvoicePage): ChangedMeanwhile[] => {
    const typed = form.getValues();
    const rows = changedMeanwhile(page, now, typed);
    form.reset(mergeValues(page, now, typed));
    setPage(now);
    return rows;
  };

  /** Reads the invoice anew after it turned out to be another one than was shown. */
  const readAnew = async (error: ApiError) => {
    const now = await api.invoices.show(one).catch(asApiError);
    if (now instanceof Error) return backToForm({ kind: 'failed', error: now });
    const rows = takeOver(now);
    if (now.invoice.checking) return setStep('busy');
    if (!now.invoice.can.includes('edit')) return backToForm({ kind: 'gone' });
    if (rows.length === 0 && page.linesCanChange && !now.linesCanChange) {
      return backToForm({ kind: 'paid' });
    }
    if (error.code === 'invoice_changed' || rows.length > 0) {
      return backToForm({ kind: 'changed', rows });
    }
    backToForm({ kind: 'failed', error });
  };

  const failed = async (error: ApiError) => {
    if (error.code === 'invoice_busy') return setStep('busy');
    if (outdated.has(error.code)) return readAnew(error);
    if (silent.has(error.code)) {
      unanswered.current = true;
      return setStep('checking');
    }
    if (error.code === 'invalid_input') refuse(error);
    if (passing.has(error.code)) setNotice({ kind: 'failed', error });
    else backToForm({ kind: 'failed', error });
  };

  const send = async () => {
    setNotice(null);
    unanswered.current = false;
    const changes = changesOf(page, form.getValues());
    try {
      const { invoice } = await api.invoices.edit({ ...one, seen: page.seen, changes });
      // Saved, or kept by the server until it is known.
      forgetEdit(opened.invoice.id);
      if (invoice.checking) setStep('checking');
      else saved();
    } catch (thrown) {
      await failed(asApiError(thrown));
    }
  };

  const save = async () => {
    if (busy.current) return;
    busy.current = true;
    const stood = document.activeElement;
    flushSync(() => setSaving(true));
    try {
      const question = overBillingQuestion(page, form.getValues());
      if (question === null || (await confirmInHost(question))) return await send();
      flushSync(() => setSaving(false));
      if (stood instanceof HTMLElement) stood.focus();
    } finally {
      busy.current = false;
      setSaving(false);
    }
  };

  useResolving({ ...one, waiting: step === 'checking' || step === 'busy' }, async (row) => {
    // One that was voided or deleted meanwhile no longer tells whether it was edited.
    const told = row.notDone !== 'edit' && row.notKnown !== 'edit' && row.can.includes('edit');
    const surely = step === 'checking' && !unanswered.current && told;
    if (surely) return saved();
    const now = await api.invoices.show(one).catch(() => null);
    if (!now) return;
    const nothingLeft = isUnchanged(changesOf(now, form.getValues()));
    if (step === 'checking' && nothingLeft) return saved();
    const rows = takeOver(now);
    if (!now.invoice.can.includes('edit')) return backToForm({ kind: 'gone' });
    if (step === 'checking') return backToForm({ kind: 'not_saved' });
    backToForm(rows.length > 0 ? { kind: 'changed', rows } : null);
  });

  return { page, step, notice, saving, save, setStep, setNotice };
};
