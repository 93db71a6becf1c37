import type { Field } from '../pipedrive/gateway.ts';
import type { FieldSource, Mapping } from './contract.ts';
import { fieldOf, mappable } from './mappable-fields.ts';

/** What a company most likely wants, from the names of its fields. Pure. */
export const suggestMapping = (fields: { organization: Field[]; person: Field[] }): Mapping => {
  const standard = (of: 'organization' | 'person', code: string): FieldSource | null => {
    const field = fieldOf(fields[of], code);
    return field ? { of, field: field.code } : null;
  };
  return {
    to: standard('organization', 'name'),
    address: standard('organization', 'address'),
    email: standard('person', 'emails'),
    taxId: taxIdField(fields.organization),
  };
};

/** What tax ids are called, in the words of the countries where invoices carry one. */
const taxWords =
  /\b(vat|tax|btw|moms|mva|tva|mwst|alv|iva)[\s._-]*(id|no|nr|num|number|nummer|reg\w*|code)?\b|ust[\s._-]*id|umsatzsteuer|steuernummer|steuer-?id|tax\s*payer|partita|p\.\s?iva|codice fiscale|org[\s._-]*(an\w*)?[\s._-]*(nr|no|num\w*)\b|numer nip|ytunnus|y-tunnus/i;

/** Short names that are also words or parts of words: only in capitals, or alone. */
const taxInitials =
  'NIP EIN ABN GST GSTIN HST NIF CIF NIE RFC NIT RUC CNPJ CPF TIN UID SIREN SIRET CVR IČO DIČ ICO DIC OIB CUI'.split(
    ' ',
  );

/** Percentages, exemptions and the like speak of tax too. */
const otherTaxWords = /\b(rate|exempt\w*|percent\w*|amount|mode|satz)\b|%/i;

const taxIdField = (organization: Field[]): FieldSource | null => {
  const custom = mappable(organization).filter((field) => field.custom);
  const named = custom.find((field) => isTaxIdName(field.name));
  return named ? { of: 'organization', field: named.code } : null;
};

/** True for a field's name that means a tax id, `VAT number`, `USt-IdNr.`, `NIP`. */
export const isTaxIdName = (name: string): boolean => {
  if (otherTaxWords.test(name)) return false;
  const words = name.split(/[^\p{L}]+/u);
  return (
    taxWords.test(name) ||
    words.some((word) => taxInitials.includes(word)) ||
    taxInitials.includes(name.trim().toUpperCase())
  );
};
