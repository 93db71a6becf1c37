import type { Ctx } from '../context.ts';
import type { Deal, DealWithFields } from '../pipedrive/gateway.ts';
import type { FieldSource, MappedField, Mapping } from './contract.ts';
import { type DealParties, partiesOf } from './deal-parties.ts';
import { fieldText } from './field-text.ts';
import { fieldsOf } from './kept-fields.ts';
import { fieldOf, recordValue } from './mappable-fields.ts';

export type FilledDetails = Record<MappedField, string> & {
  /** Mapped to a field that Pipedrive no longer has; left empty. */
  missing: MappedField[];
};

/**
 * The customer's details as the mapping finds them in this deal, its organization and its person. Only
 * what the mapping needs is fetched, at once. An organization or person that the user may not see leaves
 * its details empty, as does a deal without one; only To falls back to the person's name, and Address to the
 * person's postal address, since somebody has to be billed. Throws what the gateway throws when Pipedrive does not answer.
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
    const field = fieldOf(fields, source.field);
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

const withSomebody = (to: FieldSource | null, deal: Deal): FieldSource | null =>
  to?.of === 'organization' && deal.organizationId === null ? { of: 'person', field: 'name' } : to;

/** A person has a postal address only where Pipedrive's Contact Sync is on (Pipedrive: Persons). */
const isOrganizationAddress = (address: FieldSource | null): boolean =>
  address?.of === 'organization' && address.field === 'address';
