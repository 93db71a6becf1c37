import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { useOpenDraft } from '../draft-form-context.ts';
import { dueByTerm, dueFollows } from './due-by-term.ts';

type Details = DraftContent['details'];

/**
 * Updates the due date with issue date and term, until the user types another one; `byTerm` is then
 * the date the term gives.
 */
export const useDueDate = () => {
  const { opened, content } = useOpenDraft();
  const { getValues, setValue } = useFormContext<DraftContent>();
  const { terms } = opened.profile;
  const [follows, setFollows] = useState(() => dueFollows(getValues('details'), terms));

  const put = (dueDate: string) =>
    setValue('details.dueDate', dueDate, { shouldDirty: true, shouldTouch: true });

  /** Applies a change of the details with the due date that follows from it. */
  const changed = (change: Partial<Details>) => {
    const due = dueByTerm({ ...getValues('details'), ...change }, terms);
    if (follows && due) put(due);
  };

  return {
    changed,
    typed: (dueDate: string) => setFollows(dueFollows({ ...getValues('details'), dueDate }, terms)),
    byTerm: follows ? null : dueByTerm(content.details, terms),
    followAgain: () => {
      setFollows(true);
      const due = dueByTerm(getValues('details'), terms);
      if (due) put(due);
    },
  };
};
