import type { FieldMapping, Mapping, NumberPattern } from '@dealbill/server/contract/preferences';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';

export type Shown = Answer<'preferences', 'show'>;

export const shownPreferences = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ signal }) => api.preferences.show({}, { signal }),
});

/** Preview of a new invoice for a real deal. */
export const mappingPreview = (
  dealId: number | null,
  mapping: Mapping,
  invoiceFields: FieldMapping,
) =>
  queryOptions({
    queryKey: ['preferences-preview', dealId, mapping, invoiceFields],
    queryFn: ({ signal }) =>
      api.preferences.preview({ dealId: dealId ?? 0, mapping, invoiceFields }, { signal }),
    enabled: dealId !== null,
    placeholderData: keepPreviousData,
  });

/** The number that a pattern gives the next invoice of a real deal. */
export const numberPreview = (dealId: number | null, numberPattern: NumberPattern) =>
  queryOptions({
    queryKey: ['preferences-number', dealId, numberPattern],
    queryFn: ({ signal }) =>
      api.drafts.previewNumber({ dealId: dealId ?? 0, numberPattern }, { signal }),
    enabled: dealId !== null,
    placeholderData: keepPreviousData,
  });
