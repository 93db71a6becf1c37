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

/** What the screen shows: the form, the review, or an action to wait for. */
export type EditStep = 'form' | 'review' | 'checking' | 'busy';

/** Outcome of an attempt to save, shown above the form. */
export type EditNotice =
  | { kind: 'failed'; error: ApiError }
  | { kind: 'changed'; rows: ChangedMeanwhile[] }
  /** A payment arrived, so the lines can no longer change. */
  | { kind: 'paid' }
  | { kind: 'not_saved' }
  /** The edit was restored: it was closed before it was known not to be saved. */
  | { kind: 'taken_up'; withoutLines: boolean }
  | { kind: 'gone' };

/** After these errors it is unknown whether the request was carried out. */
const silent = new Set<WebErrorCode>(['offline', 'internal', 'not_recorded']);
/** The invoice has changed since the values were typed. */
const outdated = new Set<WebErrorCode>(['invoice_changed', 'not_possible']);
/** Errors after which the user can only save again. */
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
  /** Marks the fields that the server rejected. */
  refuse: (error: ApiError) => void;
  saved: () => void;
};

/** Saves an edit: asks before over-billing, sends once, and keeps everything typed on a failure. */
export const useEditing = ({ context, opened, form, refuse, saved }: Edit) => {
  const [page, setPage] = useState(opened);
  const [step, setStep] = useState<EditStep>('form');
  const [notice, setNotice] = useState<EditNotice | null>(
    opened.unsaved && { kind: 'taken_up', withoutLines: linesAreLeftOut(opened) },
  );
  const [saving, setSaving] = useState(false);
  const busy = useRef(false);
  /**
   * True when no response arrived: then the invoice row alone does not show whether the edit was
   * saved.
   */
  const unanswered = useRef(false);
  const one = { context, invoiceId: opened.invoice.id };

  const backToForm = (newNotice: EditNotice | null) => {
    setStep('form');
    setNotice(newNotice);
  };

  /** Merges QuickBooks' new values below the typed ones. */
  const takeOver = (now: InvoicePage): ChangedMeanwhile[] => {
    const typed = form.getValues();
    const rows = changedMeanwhile(page, now, typed);
    form.reset(mergeValues(page, now, typed));
    setPage(now);
    return rows;
  };

  /** Reads the invoice again after it turned out to have changed. */
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
      // Saved, or stored by the server until the outcome is known.
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
    // A voided or deleted invoice no longer shows whether it was edited.
    const applied = row.notDone !== 'edit' && row.notKnown !== 'edit' && row.can.includes('edit');
    const surely = step === 'checking' && !unanswered.current && applied;
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
