import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { useOpenDraft } from '../draft-form-context.ts';
import { dueByTerm, dueFollows } from './due-by-term.ts';

type Details = DraftContent['details'];

/**
 * Issue date, term and due date move together until a due date is typed that the term does not give;
 * `byTerm` then tells what it would be.
 */
export const useDueDate = () => {
  const { opened, content } = useOpenDraft();
  const { getValues, setValue } = useFormContext<DraftContent>();
  const { terms } = opened.profile;
  const [follows, setFollows] = useState(() => dueFollows(getValues('details'), terms));

  const put = (dueDate: string) =>
    setValue('details.dueDate', dueDate, { shouldDirty: true, shouldTouch: true });

  /** The new details, once they are in the form. */
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
