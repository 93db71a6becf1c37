import { checkDraft } from '@dealbill/server/shared/checks/check-draft';
import { unstorable } from '@dealbill/server/shared/checks/check-storable';
import type { CompanyProfile } from '@dealbill/server/shared/contract/company-profile';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { type RefusedField, stillRefused } from './refused-fields.ts';

/** Calls back with a copy of all values whenever one changes. */
export const useTyping = (
  form: UseFormReturn<DraftContent>,
  typed: (content: DraftContent) => void,
): void => {
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => typed(values) }),
    [form, typed],
  );
};

/**
 * Totals, problems, and fields that block saving, computed from the typed values while typing
 * pauses.
 */
export const useLiveCheck = (
  form: UseFormReturn<DraftContent>,
  profile: CompanyProfile,
  refused: RefusedField[],
) => {
  // React Hook Form changes its values in place, so rendering needs a copy.
  const [typed, setTyped] = useState(() => structuredClone(form.getValues()));
  const [take] = useState(() => (values: DraftContent) => setTyped(structuredClone(values)));
  useTyping(form, take);
  const content = useDeferredValue(typed);
  return useMemo(
    () => ({
      content,
      totals: invoiceTotals(content, profile),
      problems: [...checkDraft(content, profile), ...stillRefused(refused, content)],
      unsaved: unstorable(content).map(({ path }) => path),
    }),
    [content, profile, refused],
  );
};
