import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type {
  DraftContent,
  FurtherFields,
  ListChoice,
} from '../../shared/contract/draft-content.ts';
import {
  fieldTrouble,
  type InvoiceFieldName,
  type InvoiceFieldSettings,
  type ListFieldName,
  listFieldNames,
  listOf,
  textFieldNames,
} from '../../shared/contract/invoice-fields.ts';
import { findEntry } from '../../shared/text/find-entry.ts';

type Texts = Partial<Record<InvoiceFieldName, string>>;

/** Message and memo; without a mapped message, the company's default one. */
export const messageAndMemo = (
  texts: Texts,
  { salesForms }: Pick<CompanyProfile, 'salesForms'>,
): Pick<DraftContent['details'], 'message' | 'memo'> => ({
  message: texts.message ?? salesForms?.message ?? '',
  memo: texts.memo ?? '',
});

/** The further fields that the company uses; a text of several lines becomes one. */
export const furtherFields = (
  texts: Texts,
  { invoiceFields: settings }: Pick<CompanyProfile, 'invoiceFields'>,
): FurtherFields => {
  if (!settings) return {};
  const filled = (name: InvoiceFieldName): string =>
    fieldTrouble(name, settings) ? '' : inOneLine(texts[name] ?? '');
  return {
    ...Object.fromEntries(
      textFieldNames.flatMap((name) => (filled(name) ? [[name, filled(name)]] : [])),
    ),
    ...Object.fromEntries(
      listFieldNames.flatMap((name) =>
        filled(name) ? [[name, choiceOf(name, filled(name), settings)]] : [],
      ),
    ),
  };
};

const inOneLine = (text: string): string =>
  text
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .join(', ');

/** Without an id where the list has no such name: the user chooses another one, or none. */
const choiceOf = (name: ListFieldName, text: string, settings: InvoiceFieldSettings): ListChoice =>
  findEntry(listOf(name, settings), text) ?? { id: null, name: text };
