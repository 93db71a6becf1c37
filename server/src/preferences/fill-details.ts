import type { Ctx } from '../context.ts';
import type { Deal, DealWithFields } from '../pipedrive/gateway.ts';
import { type InvoiceFieldName, invoiceFieldName } from '../shared/contract/invoice-fields.ts';
import { fieldsOf } from './cached-fields.ts';
import type { FieldMapping, FieldSource, MappedField, Mapping } from './contract.ts';
import { type DealParties, partiesOf } from './deal-parties.ts';
import { fieldText } from './field-text.ts';
import { fieldOf, recordValue } from './mappable-fields.ts';
import { readPreferences } from './store.ts';

export type FilledDetails = Record<MappedField, string> & {
  /** Details mapped to a field that Pipedrive no longer has; they are empty. */
  missing: MappedField[];
};

/**
 * Texts for further fields of the invoice, empty ones left out; `missing` as in `FilledDetails`.
 */
export type FilledFields = {
  texts: Partial<Record<InvoiceFieldName, string>>;
  missing: InvoiceFieldName[];
};

/**
 * Reads the customer's details by the mapping. Details of a missing or hidden record are empty; on
 * a deal without organization, To and Address fall back to the person's. Throws what the gateway
 * throws.
 */
export const fillDetails = async (
  ctx: Ctx,
  deal: DealWithFields,
  mapping: Mapping,
  parties: DealParties = partiesOf(ctx, deal),
): Promise<FilledDetails> => {
  const fill = (source: FieldSource | null) => sourceText(ctx, parties, source);
  const [to, address, email, taxId] = await Promise.all([
    fill(orPersonName(mapping.to, deal)),
    deal.organizationId === null && isOrganizationAddress(mapping.address)
      ? fill({ of: 'person', field: 'postal_address' }).then((text) => text ?? '')
      : fill(mapping.address),
    fill(mapping.email),
    fill(mapping.taxId),
  ]);
  const found = { to, address, email, taxId };
  const names: MappedField[] = ['to', 'address', 'email', 'taxId'];
  return {
    to: to ?? '',
    address: address ?? '',
    email: email ?? '',
    taxId: taxId ?? '',
    missing: names.filter((name) => found[name] === null),
  };
};

/** Reads the texts for further fields of the invoice. Throws what the gateway throws. */
export const fillInvoiceFields = async (
  ctx: Ctx,
  deal: DealWithFields,
  mapping: FieldMapping,
  parties: DealParties = partiesOf(ctx, deal),
): Promise<FilledFields> => {
  const names = invoiceFieldName.options.filter((name) => mapping[name]);
  const found = await Promise.all(
    names.map(async (name) => ({
      name,
      text: await sourceText(ctx, parties, mapping[name] ?? null),
    })),
  );
  return {
    texts: Object.fromEntries(found.flatMap(({ name, text }) => (text ? [[name, text]] : []))),
    missing: found.flatMap(({ name, text }) => (text === null ? [name] : [])),
  };
};

/** The text of a source; null when Pipedrive no longer has the field. */
const sourceText = async (
  ctx: Ctx,
  parties: DealParties,
  source: FieldSource | null,
): Promise<string | null> => {
  if (!source) return '';
  const [fields, record] = await Promise.all([
    fieldsOf(ctx, source.of),
    parties.recordOf(source.of),
  ]);
  const field = fieldOf(fields, source.field) ?? (await newField(ctx, source));
  if (!field) return null;
  return record ? fieldText(field, recordValue(record, source.field), parties.nameOf) : '';
};

/** Reads the fields again when the preferences were saved after they were cached. */
const newField = async (ctx: Ctx, { of, field }: FieldSource) => {
  const since = (await readPreferences(ctx.db, ctx.companyId))?.savedAt ?? 0;
  return fieldOf(await fieldsOf(ctx, of, { since }), field);
};

const orPersonName = (to: FieldSource | null, deal: Deal): FieldSource | null =>
  to?.of === 'organization' && deal.organizationId === null ? { of: 'person', field: 'name' } : to;

/** For the fallback: a person has a postal address only when Pipedrive's Contact Sync is on. */
const isOrganizationAddress = (address: FieldSource | null): boolean =>
  address?.of === 'organization' && address.field === 'address';
