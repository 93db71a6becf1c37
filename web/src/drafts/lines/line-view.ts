import type { DraftForm } from '@dealbill/server/contract/drafts';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { pricesInclude } from '@dealbill/server/shared/money/invoice-totals';
import { problemSentence } from '../../lib/field-messages.ts';
import { amount } from '../../lib/format.ts';
import { belongsTo, lineOf } from '../../ui/fields/field-path.ts';
import type { OpenDraft } from '../draft-form-context.ts';
import { rowNotesOf } from './row-notes.ts';
import { taxSourceText } from './tax-source.ts';

/** The fields of a line that something can be wrong with. */
export const lineParts = [
  'item',
  'description',
  'quantity',
  'unitPrice',
  'discount',
  'taxCodeId',
] as const;

type LinePart = (typeof lineParts)[number];

/** All that a line shows besides what is typed into it. */
export type LineView = {
  index: number;
  opened: DraftForm;
  /** Every line needs a tax code. */
  taxed: boolean;
  /** Typed prices contain the tax. */
  inclusive: boolean;
  currency: string;
  /** After the line's discount; with its tax where prices contain it. Null when it makes no number. */
  amount: string | null;
  /** Where its tax code came from, or why it has none. */
  taxHelp: string | null;
  /** What the row of the deal says and the line cannot hold. */
  rowNotes: string[];
  /** What to say below its fields. */
  errors: Partial<Record<LinePart, string>>;
};

/** What the whole form means for each of its lines, in order. */
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

/** True when a line shows the same, so that it need not be drawn again for each key pressed elsewhere. */
export const sameLineView = (a: LineView, b: LineView): boolean =>
  a.opened === b.opened &&
  JSON.stringify({ ...a, opened: null }) === JSON.stringify({ ...b, opened: null });
