import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import type { InvoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { createContext, useContext } from 'react';
import { problemSentence } from '../lib/field-messages.ts';
import { belongsTo } from '../ui/fields/field-path.ts';
import type { ExchangeRateReading } from './details/use-exchange-rate.ts';

/** What every part of the open form works with. */
export type OpenDraft = {
  opened: DraftForm;
  /** As typed, a moment behind the keys. */
  content: DraftContent;
  totals: InvoiceTotals;
  /** Whether QuickBooks' exchange rate is being read. */
  rate: ExchangeRateReading;
  /** All that stands between the form and an invoice, from top to bottom. */
  problems: FieldError[];
  /** QuickBooks refused the last attempt, and says why above the form. */
  wasRefused: boolean;
  /** Those of them that may be told at their fields: the user has been there, or tried to create. */
  marked: FieldError[];
  /** Counts a field as visited. */
  visit: (path: string) => void;
  /** True while the user may choose among customers, false while the chosen one stands alone. */
  choosing: boolean;
  setChoosing: (choosing: boolean) => void;
};

export const DraftFormContext = createContext<OpenDraft | null>(null);

export const useOpenDraft = (): OpenDraft => {
  const draft = useContext(DraftFormContext);
  if (!draft) throw new Error('Parts of the form stand inside it');
  return draft;
};

/** What to say below a field. */
export const useErrorAt = (): ((path: string) => string | undefined) => {
  const { marked } = useOpenDraft();
  return (field) => {
    const found = marked.find(({ path }) => belongsTo(path, field));
    return found && problemSentence(found);
  };
};
