import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { checkChanges } from '@dealbill/server/shared/checks/check-changes';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import type { InvoiceChanges } from '@dealbill/server/shared/contract/invoice-changes';
import { useState } from 'react';
import { valueAt } from '../../ui/fields/field-path.ts';
import type { EditValues } from './edit-values.ts';

/** A problem reported by the server or QuickBooks, with the field's value at that time. */
type Refused = { error: FieldError; value: string };

const inValues = (path: string): string => path.replace(/^changes\./, '');

/**
 * Problems of the changes; shown only after the first attempt to continue, so that typing causes no
 * errors.
 */
export const useEditProblems = (page: InvoicePage, changes: InvoiceChanges, typed: EditValues) => {
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<Refused[]>([]);
  const { invoice, termId, lines } = page;
  const held = { issueDate: invoice.issueDate, termId, lines };
  // A rejection ends once the field's value has changed.
  const standing = refused.filter(({ error, value }) => valueAt(typed, error.path) === value);
  const problems = [...checkChanges(changes, held, page), ...standing.map(({ error }) => error)];
  return {
    problems,
    shown: tried ? problems : [],
    tell: () => setTried(true),
    refuse: (fields: FieldError[]) => {
      setTried(true);
      setRefused(
        fields.map((error) => {
          const path = inValues(error.path);
          return { error: { ...error, path }, value: valueAt(typed, path) };
        }),
      );
    },
  };
};
