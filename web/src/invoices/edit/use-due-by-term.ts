import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { dueDate, isPlainDate } from '@dealbill/server/shared/dates/due-date';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { useOpenEdit } from './edit-context.ts';
import type { EditValues } from './edit-values.ts';

/** The due date that a term gives; null when the term does not exist. */
export const dueByTerm = (page: InvoicePage, termId: string): string | null => {
  const term = page.terms.find(({ id }) => id === termId);
  const { issueDate } = page.invoice;
  return term && isPlainDate(issueDate) ? dueDate(issueDate, term.rule) : null;
};

/**
 * Another term moves the due date until the user types one that the term does not give; `offered`
 * is then the term's date.
 */
export const useDueByTerm = () => {
  const { page } = useOpenEdit();
  const { getValues, setValue, watch } = useFormContext<EditValues>();
  const isByTerm = (due: string, termId: string) => due === '' || due === dueByTerm(page, termId);
  const [follows, setFollows] = useState(() => isByTerm(getValues('dueDate'), getValues('termId')));
  const byTerm = dueByTerm(page, watch('termId'));

  const put = (due: string | null) => {
    if (due) setValue('dueDate', due, { shouldDirty: true });
  };

  return {
    offered: follows ? null : byTerm,
    take: () => {
      setFollows(true);
      put(byTerm);
    },
    choose: (termId: string) => {
      setValue('termId', termId, { shouldDirty: true });
      if (follows) put(dueByTerm(page, termId));
    },
    typed: (due: string) => setFollows(isByTerm(due, getValues('termId'))),
  };
};
