import type { DraftContent } from '../contract/draft-content.ts';
import type { FieldError } from '../contract/error-body.ts';
import { textFieldNames } from '../contract/invoice-fields.ts';
import { oncePerObject } from '../money/once-per-object.ts';
import { wrong } from './field-problems.ts';
import { inputLimits } from './input-limits.ts';

type Text = { path: string; text: string; limit: number };

const textsOf = ({
  customer,
  details,
  fields,
  lines,
  discount,
  shipping,
}: DraftContent): Text[] => {
  const { number, code, name, text } = inputLimits;
  const at = (path: string, typed: string, limit: number): Text => ({ path, text: typed, limit });
  const discountAt = (path: string, typed: DraftContent['discount']) =>
    typed.kind === 'none' ? [] : [at(`${path}.value`, typed.value, number)];
  return [
    ...(customer.choice.kind === 'new'
      ? [at('customer.choice.name', customer.choice.name, name)]
      : []),
    at('customer.to', customer.to, text),
    at('customer.address', customer.address, text),
    at('customer.email', customer.email, name),
    at('customer.cc', customer.cc ?? '', name),
    at('customer.bcc', customer.bcc ?? '', name),
    at('customer.taxId', customer.taxId, name),
    ...(customer.shipTo?.kind === 'other'
      ? [at('customer.shipTo.address', customer.shipTo.address, text)]
      : []),
    at('details.issueDate', details.issueDate, code),
    at('details.dueDate', details.dueDate, code),
    at('details.currency', details.currency, code),
    at('details.exchangeRate', details.exchangeRate?.rate ?? '', number),
    at('details.number', details.number, name),
    at('details.message', details.message, text),
    at('details.memo', details.memo, text),
    ...textFieldNames.map((field) => at(`fields.${field}`, fields?.[field] ?? '', text)),
    ...lines.flatMap((line, index) => [
      at(`lines.${index}.description`, line.description, text),
      at(`lines.${index}.serviceDate`, line.serviceDate ?? '', code),
      at(`lines.${index}.fee.percent`, line.fee?.percent ?? '', number),
      at(`lines.${index}.quantity`, line.quantity, number),
      at(`lines.${index}.unitPrice`, line.unitPrice, number),
      ...discountAt(`lines.${index}.discount`, line.discount),
      ...(line.bundle?.parts ?? []).map(({ unitPrice }, part) =>
        at(`lines.${index}.bundle.parts.${part}.unitPrice`, unitPrice, number),
      ),
    ]),
    ...discountAt('discount', discount),
    at('shipping.amount', shipping?.amount ?? '', number),
  ];
};

/** Size of a value as JSON, in bytes. */
export const jsonBytes = (value: unknown): number =>
  new TextEncoder().encode(JSON.stringify(value)).length;

/**
 * Returns the errors that prevent saving a draft: fields or lines beyond `inputLimits`, or JSON
 * that is too large, reported on the longest text.
 */
export const unstorable = oncePerObject((content: DraftContent): FieldError[] => {
  const texts = textsOf(content);
  const problems = texts
    .filter(({ text, limit }) => text.length > limit)
    .flatMap(({ path, limit }) => wrong(path, 'too_long', limit));
  if (content.lines.length > inputLimits.lines) {
    problems.push(...wrong('lines', 'too_many_lines', inputLimits.lines));
  }
  if (problems.length > 0 || jsonBytes(content) <= inputLimits.draftBytes) return problems;
  const longest = texts.reduce((one, other) => (other.text.length > one.text.length ? other : one));
  return wrong(longest.path, 'draft_too_large', inputLimits.draftBytes / 1024);
});
