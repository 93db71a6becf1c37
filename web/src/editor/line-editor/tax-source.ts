import { taxCodeQuestion } from '@dealbill/server/shared/tax/tax-code';
import { number } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import type { DocumentLine, EditorCompany } from '../document.ts';

/** Explains why a line has no tax code yet; null when nothing is to be explained. */
export const taxQuestionText = (
  line: DocumentLine,
  profile: Pick<EditorCompany, 'taxCodes'>,
): string | null => {
  const question = taxCodeQuestion(line, profile);
  if (question === null) return null;
  if (question.why === 'item_has_none') return m.editor_line_tax_item_has_none();
  const rate = number(question.percent);
  return question.why === 'several_of_rate'
    ? m.editor_line_tax_several({ percent: rate })
    : m.editor_line_tax_no_code({ percent: rate });
};

/** Source of a line's tax code, or why it has none. */
export const taxSourceText = (
  line: DocumentLine,
  profile: Pick<EditorCompany, 'taxCodes'>,
): string | null => {
  if (line.taxCodeId === null) return taxQuestionText(line, profile);
  if (line.taxCodeFrom === 'item') return m.editor_line_tax_from_item();
  if (line.taxCodeFrom === 'user') return m.editor_line_tax_from_user();
  if (line.taxCodeFrom === undefined || line.dealTax === undefined) return null;
  const percent = number(line.dealTax);
  return line.taxCodeFrom === 'remembered'
    ? m.editor_line_tax_remembered({ percent })
    : m.editor_line_tax_from_deal({ percent });
};
