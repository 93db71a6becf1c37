import type { DraftForm, DraftStatus } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useEffect, useEffectEvent, useState } from 'react';
import { useForm } from 'react-hook-form';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { lostChoice } from './customer/lost-customer.ts';
import { useExchangeRate } from './details/use-exchange-rate.ts';
import { refusedFields } from './refused-fields.ts';
import { startingContent } from './starting-content.ts';
import { useCreating } from './use-creating.ts';
import { useDraftSaving } from './use-draft-saving.ts';
import { useVisibleErrors } from './use-visible-errors.ts';

/** State of an opened draft: form values, saving, status, and the creation of the invoice. */
export const useDraft = (opened: DraftForm) => {
  const form = useForm<DraftContent>({ defaultValues: startingContent(opened) });
  const saving = useDraftSaving(opened, form);
  const marks = useVisibleErrors();
  const [status, setStatus] = useState(opened.status);
  const [elsewhere, setElsewhere] = useState(false);
  const refusedBy = ({ refusal }: DraftStatus) =>
    refusedFields(refusal?.fields ?? [], form.getValues());
  const [lost] = useState(() => {
    const content = form.getValues();
    return refusedFields(lostChoice(opened, content), content);
  });
  const [refused, setRefused] = useState(() => [...lost, ...refusedBy(opened.status)]);

  const accept = (next: DraftStatus, fromElsewhere = false) => {
    setStatus(next);
    setElsewhere((before) => next.state !== 'editing' && (before || fromElsewhere));
    if (next.state !== 'editing') return;
    setRefused([...lost, ...refusedBy(next)]);
    if (next.refusal) marks.markAll();
    saving.resume(next.version);
  };

  // Another window is sending this draft: shows its status instead of a form that cannot be saved.
  const look = useEffectEvent(() => {
    api.drafts.status({ draftId: status.id }).then(
      (next) => accept(next, true),
      () => {},
    );
  });
  const { state } = saving;
  const busy = state.kind === 'failed' && asApiError(state.error).code === 'draft_busy';
  useEffect(() => {
    if (busy) look();
  }, [busy]);

  const rate = useExchangeRate(opened, form);
  const { settled: ready } = rate;
  const creating = useCreating({ opened, form, saving, ready, accept, markAll: marks.markAll });
  const { setback, setSetback } = creating;
  const changedElsewhere = setback?.kind === 'failed' && setback.error.code === 'draft_changed';

  return {
    ...creating,
    opened,
    form,
    saving,
    rate,
    marks,
    status,
    /** True when another window sent this draft. */
    elsewhere,
    refused,
    accept,
    /** Another window or user saved this draft; saving stops until the user decides. */
    conflict: saving.state.kind === 'conflict' || changedElsewhere,
    /** Overwrites the other version with the content typed here. */
    keepMine: async () => {
      try {
        const next = await api.drafts.status({ draftId: status.id });
        saving.changed(form.getValues());
        setSetback(null);
        accept(next);
      } catch (error) {
        setSetback({ kind: 'failed', error: asApiError(error) });
      }
    },
  };
};

export type Draft = ReturnType<typeof useDraft>;
