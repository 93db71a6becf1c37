import { checkDraft } from '@dealbill/server/shared/checks/check-draft';
import { unstorable } from '@dealbill/server/shared/checks/check-storable';
import type { CompanyProfile } from '@dealbill/server/shared/contract/company-profile';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { type RefusedField, stillRefused } from './refused-fields.ts';

/** Calls back with all that is typed, whenever any of it changes. */
export const useTyping = (
  form: UseFormReturn<DraftContent>,
  typed: (content: DraftContent) => void,
): void => {
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => typed(values) }),
    [form, typed],
  );
};

/** Totals and problems of what is typed, and the fields that keep it from being saved, worked out while the keys rest. */
export const useLiveCheck = (
  form: UseFormReturn<DraftContent>,
  profile: CompanyProfile,
  refused: RefusedField[],
) => {
  // The form changes its values in place; what is shown must not change under React's hands.
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
