import type {
  FieldMapping,
  FieldSource,
  MappedField,
  Mapping,
  NoteDetail,
  NoteEvent,
  SavedPreferences,
} from '@dealbill/server/contract/preferences';
import type { InvoiceFieldName } from '@dealbill/server/shared/contract/invoice-fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { type Shown, shownPreferences } from './queries.ts';
import { numberPatternOf, type TypedNumbers, typedNumbers } from './typed-numbers.ts';
import { type TypedTerm, termOf, typedTerm } from './typed-term.ts';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** In the order of the names, so that equal mappings are equal as text. */
const withoutNulls = (sources: Edits['invoiceFields']): FieldMapping =>
  Object.fromEntries(
    Object.entries(sources)
      .filter(([, source]) => source)
      .toSorted(([a], [b]) => a.localeCompare(b)),
  );

type Edits = {
  mapping: Partial<Mapping>;
  /** Null for a source that was removed here. */
  invoiceFields: Partial<Record<InvoiceFieldName, FieldSource | null>>;
  term: TypedTerm | null;
  offerUpdates: boolean | null;
  valuesIncludeTax: boolean | null;
  notes: NoteDetail | null;
  noteEvents: NoteEvent[] | null;
  numbers: TypedNumbers | null;
};

const none: Edits = {
  mapping: {},
  invoiceFields: {},
  term: null,
  offerUpdates: null,
  valuesIncludeTax: null,
  notes: null,
  noteEvents: null,
  numbers: null,
};

export type Preferences = ReturnType<typeof usePreferences>;

type Sent = { preferences: SavedPreferences; seenAt: string | null; edits: Edits };

/**
 * The preferences on the page: the saved or suggested values, with the edits made here on top. So a
 * better suggestion, for example after connecting, still appears. `onSaved` is called after a save.
 */
export const usePreferences = (shown: Shown, onSaved: () => void) => {
  const queryClient = useQueryClient();
  const [edits, setEdits] = useState(none);
  const begun = shown.saved ?? shown.suggested;
  const mapping = { ...begun.mapping, ...edits.mapping };
  const invoiceFields = withoutNulls({ ...begun.invoiceFields, ...edits.invoiceFields });
  const term = edits.term ?? typedTerm(begun.term);
  const offerUpdates = edits.offerUpdates ?? begun.offerUpdates;
  const valuesIncludeTax = edits.valuesIncludeTax ?? begun.valuesIncludeTax;
  const notes = edits.notes ?? begun.notes;
  const noteEvents = edits.noteEvents ?? begun.noteEvents;
  const numbers = edits.numbers ?? typedNumbers(begun.numberPattern);
  const numberPattern = numberPatternOf(numbers, begun.numberPattern, shown.numberFields);
  const rule = termOf(term);
  const isValid = rule !== null && numberPattern !== undefined;
  const current: SavedPreferences | null = isValid
    ? {
        mapping,
        invoiceFields,
        term: rule,
        offerUpdates,
        valuesIncludeTax,
        notes,
        noteEvents,
        numberPattern,
      }
    : null;

  const saving = useMutation({
    // Passes the sent values with the call: the user may edit more before the response.
    mutationFn: ({ preferences, seenAt }: Sent) => api.preferences.save({ ...preferences, seenAt }),
    onSuccess: ({ savedAt }, { preferences: saved, edits: sent }) => {
      queryClient.setQueryData(shownPreferences.queryKey, (before) =>
        before ? { ...before, saved, savedAt, savedBy: null } : before,
      );
      setEdits((now) => (now === sent ? none : now));
      onSaved();
    },
  });

  return {
    mapping,
    setSource: (field: MappedField, source: FieldSource | null) =>
      setEdits((now) => ({ ...now, mapping: { ...now.mapping, [field]: source } })),
    invoiceFields,
    setInvoiceField: (field: InvoiceFieldName, source: FieldSource | null) =>
      setEdits((now) => ({ ...now, invoiceFields: { ...now.invoiceFields, [field]: source } })),
    term,
    setTerm: (typed: TypedTerm) => setEdits((now) => ({ ...now, term: typed })),
    offerUpdates,
    setOfferUpdates: (offer: boolean) => setEdits((now) => ({ ...now, offerUpdates: offer })),
    valuesIncludeTax,
    setValuesIncludeTax: (include: boolean) =>
      setEdits((now) => ({ ...now, valuesIncludeTax: include })),
    notes,
    setNotes: (detail: NoteDetail) => setEdits((now) => ({ ...now, notes: detail })),
    noteEvents,
    setNoteEvents: (events: NoteEvent[]) => setEdits((now) => ({ ...now, noteEvents: events })),
    numbers,
    setNumbers: (typed: TypedNumbers) => setEdits((now) => ({ ...now, numbers: typed })),
    /** The pattern to save; undefined while it cannot be used, null without one. */
    numberPattern,
    changed: !same(current, shown.saved),
    /** Null while an input is invalid. */
    current,
    save: () => {
      if (current) saving.mutate({ preferences: current, seenAt: shown.savedAt, edits });
    },
    saving,
    /** Loads what was saved elsewhere and keeps the edits made here. */
    async loadNewer() {
      await queryClient.refetchQueries({ queryKey: shownPreferences.queryKey });
      saving.reset();
    },
  };
};
