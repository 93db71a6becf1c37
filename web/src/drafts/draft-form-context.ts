import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import type { InvoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { createContext, useContext } from 'react';
import { problemSentence } from '../lib/field-messages.ts';
import { belongsTo } from '../ui/fields/field-path.ts';
import type { ExchangeRateReading } from './details/use-exchange-rate.ts';

/** State shared by all parts of the open form. */
export type OpenDraft = {
  opened: DraftForm;
  /** The typed content, debounced. */
  content: DraftContent;
  totals: InvoiceTotals;
  /** The state of the request for QuickBooks' exchange rate. */
  rate: ExchangeRateReading;
  /** All problems that block the creation, in the order of the fields. */
  problems: FieldError[];
  /** True when QuickBooks rejected the last attempt; a notice above the form says why. */
  wasRefused: boolean;
  /** Problems shown at their fields: the user has left the field or tried to create. */
  marked: FieldError[];
  /** Marks a field as visited. */
  visit: (path: string) => void;
  /** True while all candidates are shown, false while only the selected customer is. */
  choosing: boolean;
  setChoosing: (choosing: boolean) => void;
};

export const DraftFormContext = createContext<OpenDraft | null>(null);

export const useOpenDraft = (): OpenDraft => {
  const draft = useContext(DraftFormContext);
  if (!draft) throw new Error('useOpenDraft must be called inside <DraftFormContext>');
  return draft;
};

/** Returns the text of the first problem at a field or at its parts. */
export const useErrorAt = (): ((path: string) => string | undefined) => {
  const { marked } = useOpenDraft();
  return (field) => {
    const found = marked.find(({ path }) => belongsTo(path, field));
    return found && problemSentence(found);
  };
};
