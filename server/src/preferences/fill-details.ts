import type { Ctx } from '../context.ts';
import type { Deal, DealWithFields } from '../pipedrive/gateway.ts';
import { fieldsOf } from './cached-fields.ts';
import type { FieldSource, MappedField, Mapping } from './contract.ts';
import { type DealParties, partiesOf } from './deal-parties.ts';
import { fieldText } from './field-text.ts';
import { fieldOf, recordValue } from './mappable-fields.ts';
import { readPreferences } from './store.ts';

export type FilledDetails = Record<MappedField, string> & {
  /** Mapped to a field that Pipedrive no longer has; left empty. */
  missing: MappedField[];
};

/**
 * Reads the customer's details from the deal, its organization and its person as the mapping says. Details of
 * one that is missing or hidden are empty, except To and Address, which fall back to the person's. Throws what
 * the gateway throws when Pipedrive does not answer.
 */
export const fillDetails = async (
  ctx: Ctx,
  deal: DealWithFields,
  mapping: Mapping,
  parties: DealParties = partiesOf(ctx, deal),
): Promise<FilledDetails> => {
  const fill = async (source: FieldSource | null): Promise<string | null> => {
    if (!source) return '';
    const [fields, record] = await Promise.all([
      fieldsOf(ctx, source.of),
      parties.recordOf(source.of),
    ]);
    const field = fieldOf(fields, source.field) ?? (await newField(ctx, source));
    if (!field) return null;
    return record ? fieldText(field, recordValue(record, source.field), parties.nameOf) : '';
  };
  const [to, address, email, taxId] = await Promise.all([
    fill(withSomebody(mapping.to, deal)),
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

/** A field that settings name which were saved since the fields were read, perhaps by another process. */
const newField = async (ctx: Ctx, { of, field }: FieldSource) => {
  const since = (await readPreferences(ctx.db, ctx.companyId))?.savedAt ?? 0;
  return fieldOf(await fieldsOf(ctx, of, { since }), field);
};

const withSomebody = (to: FieldSource | null, deal: Deal): FieldSource | null =>
  to?.of === 'organization' && deal.organizationId === null ? { of: 'person', field: 'name' } : to;

/** A person has a postal address only where Pipedrive's Contact Sync is on (Pipedrive: Persons). */
const isOrganizationAddress = (address: FieldSource | null): boolean =>
  address?.of === 'organization' && address.field === 'address';
