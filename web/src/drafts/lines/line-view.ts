import type { DraftForm } from '@dealbill/server/contract/drafts';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { pricesInclude } from '@dealbill/server/shared/money/invoice-totals';
import { problemSentence } from '../../lib/field-messages.ts';
import { amount } from '../../lib/format.ts';
import { belongsTo, lineOf } from '../../ui/fields/field-path.ts';
import type { OpenDraft } from '../draft-form-context.ts';
import { rowNotesOf } from './row-notes.ts';
import { taxSourceText } from './tax-source.ts';

/** The fields of a line that can have problems. */
export const lineParts = [
  'item',
  'description',
  'quantity',
  'unitPrice',
  'discount',
  'taxCodeId',
] as const;

type LinePart = (typeof lineParts)[number];

/** What a line shows besides its form values. */
export type LineView = {
  index: number;
  opened: DraftForm;
  /** True when every line needs a tax code. */
  taxed: boolean;
  /** True when typed prices include tax. */
  inclusive: boolean;
  currency: string;
  /**
   * After the line's discount, with tax where prices include it. Null when the figures are invalid.
   */
  amount: string | null;
  /** Source of the tax code, or why there is none. */
  taxHelp: string | null;
  /** Notes on what the deal's row says and the line cannot represent. */
  rowNotes: string[];
  /** Problem texts by field. */
  errors: Partial<Record<LinePart, string>>;
};

/** Builds the view of every line from the whole form, in order. */
export const lineViews = (draft: OpenDraft, count: number): LineView[] => {
  const { opened, content, totals, marked } = draft;
  const { taxMode } = content.details;
  const currency = amountsCurrency(content.details);
  const shared = {
    opened,
    currency,
    taxed: opened.profile.taxRegime === 'per_line' && taxMode !== 'none',
    inclusive: pricesInclude(content, opened.profile),
  };
  const views = Array.from({ length: count }, (_, index): LineView => {
    const line = totals.lines[index];
    const figure = line?.inclusiveAmount ?? line?.amount ?? null;
    const typed = content.lines[index];
    return {
      ...shared,
      index,
      amount: figure && amount(figure, currency),
      taxHelp: shared.taxed && typed ? taxSourceText(typed, opened.profile) : null,
      rowNotes: typed ? rowNotesOf(typed) : [],
      errors: {},
    };
  });
  for (const problem of marked) {
    const index = lineOf(problem.path) ?? -1;
    const part = lineParts.find((name) => belongsTo(problem.path, `lines.${index}.${name}`));
    const errors = views[index]?.errors;
    if (errors && part) errors[part] ??= problemSentence(problem);
  }
  return views;
};

/**
 * Returns true when both views render the same, so that typing elsewhere does not render the line.
 */
export const sameLineView = (a: LineView, b: LineView): boolean =>
  a.opened === b.opened &&
  JSON.stringify({ ...a, opened: null }) === JSON.stringify({ ...b, opened: null });
