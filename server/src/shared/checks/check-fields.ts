import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent, ListChoice } from '../contract/draft-content.ts';
import {
  fieldTrouble,
  type InvoiceFieldSettings,
  type ListFieldName,
  listFieldNames,
  listOf,
  type TextFieldName,
  textFieldNames,
} from '../contract/invoice-fields.ts';
import { dateProblem } from '../dates/due-date.ts';
import { fieldLimits } from './draft-limits.ts';
import { type FieldErrors, unsendable, wrong } from './field-problems.ts';

/**
 * Finds fields that the company does not use, texts that are too long, and classes and locations
 * that QuickBooks does not have. Paths: `fields.custom1|shipDate|class|…`, `lines.N.class`. Nothing
 * is found while the company's settings of these fields are unknown.
 */
export const checkFields = (
  { fields, lines }: DraftContent,
  { invoiceFields: settings }: Pick<CompanyProfile, 'invoiceFields'>,
): FieldErrors => {
  if (!settings) return [];
  const byLine = settings.classes === 'per_line';
  return [
    ...textFieldNames.flatMap((name) => checkText(name, fields?.[name] ?? '', settings)),
    ...listFieldNames.flatMap((name) =>
      checkChoice(`fields.${name}`, name, fields?.[name], settings),
    ),
    ...lines.flatMap((line, index) => {
      if (!line.class) return [];
      const path = `lines.${index}.class`;
      return byLine ? checkChoice(path, 'class', line.class, settings) : wrong(path, 'field_off');
    }),
  ];
};

/** Finds a text that QuickBooks rejects for its length, its characters or its date. */
export const checkFieldText = (path: string, name: TextFieldName, text: string): FieldErrors => {
  if (text.trim() === '') return [];
  if (name !== 'shipDate') return unsendable(path, text.trim(), fieldLimits[name]);
  const problem = dateProblem(text);
  return problem ? wrong(path, problem) : [];
};

const checkText = (
  name: TextFieldName,
  text: string,
  settings: InvoiceFieldSettings,
): FieldErrors => {
  const path = `fields.${name}`;
  const isOff = text.trim() !== '' && fieldTrouble(name, settings) !== null;
  return isOff ? wrong(path, 'field_off') : checkFieldText(path, name, text);
};

const checkChoice = (
  path: string,
  name: ListFieldName,
  choice: ListChoice | undefined,
  settings: InvoiceFieldSettings,
): FieldErrors => {
  if (!choice) return [];
  if (fieldTrouble(name, settings)) return wrong(path, 'field_off');
  const isKnown = listOf(name, settings).some(({ id }) => id === choice.id);
  return isKnown ? [] : wrong(path, `${name}_unknown`, choice.name);
};

/** Whether a class or location is not in the settings, which may be older than it. */
export const namesUnknownEntry = (
  content: DraftContent,
  profile: Pick<CompanyProfile, 'invoiceFields'>,
): boolean =>
  checkFields(content, profile).some(
    ({ problem }) => problem.endsWith('_unknown') || problem === 'field_off',
  );
