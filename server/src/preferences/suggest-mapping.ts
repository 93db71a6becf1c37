import type { Field } from '../pipedrive/gateway.ts';
import type { FieldSource, Mapping } from './contract.ts';
import { fieldOf, mappable } from './mappable-fields.ts';

/** Suggests a mapping by the codes and names of the fields. Pure. */
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

/** Names of tax ids in the languages of countries whose invoices show one. */
const taxWords =
  /\b(vat|tax|btw|moms|mva|tva|mwst|alv|iva)[\s._-]*(id|no|nr|num|number|nummer|reg\w*|code)?\b|ust[\s._-]*id|umsatzsteuer|steuernummer|steuer-?id|tax\s*payer|partita|p\.\s?iva|codice fiscale|org[\s._-]*(an\w*)?[\s._-]*(nr|no|num\w*)\b|numer nip|ytunnus|y-tunnus/i;

/** Short names that may also be words: match in capitals only, or as the whole name. */
const taxInitials =
  'NIP EIN ABN GST GSTIN HST NIF CIF NIE RFC NIT RUC CNPJ CPF TIN UID SIREN SIRET CVR IČO DIČ ICO DIC OIB CUI'.split(
    ' ',
  );

/** Words of fields about tax that hold no tax id, such as rates and exemptions. */
const otherTaxWords = /\b(rate|exempt\w*|percent\w*|amount|mode|satz)\b|%/i;

const taxIdField = (organization: Field[]): FieldSource | null => {
  const custom = mappable(organization).filter((field) => field.custom);
  const named = custom.find((field) => isTaxIdName(field.name));
  return named ? { of: 'organization', field: named.code } : null;
};

/** Whether a field's name means a tax id, such as `VAT number`, `USt-IdNr.` or `NIP`. */
export const isTaxIdName = (name: string): boolean => {
  if (otherTaxWords.test(name)) return false;
  const words = name.split(/[^\p{L}]+/u);
  return (
    taxWords.test(name) ||
    words.some((word) => taxInitials.includes(word)) ||
    taxInitials.includes(name.trim().toUpperCase())
  );
};
