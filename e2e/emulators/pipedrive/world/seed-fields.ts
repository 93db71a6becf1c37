import { createHash } from 'node:crypto';
import type { Field, FieldOwner } from './rows.ts';

const addressParts = [
  ['value', 'Address'],
  ['street_number', 'House number'],
  ['route', 'Street/road name'],
  ['subpremise', 'Apartment/suite no'],
  ['locality', 'City/town/village/locality'],
  ['admin_area_level_1', 'State/county'],
  ['admin_area_level_2', 'Region'],
  ['country', 'Country'],
  ['postal_code', 'ZIP/Postal code'],
] as const;

const standard: Record<FieldOwner, [code: string, name: string, type: string][]> = {
  deal: [
    ['title', 'Title', 'varchar'],
    ['value', 'Value', 'monetary'],
    ['org_id', 'Organization', 'org'],
    ['person_id', 'Contact person', 'people'],
    ['owner_id', 'Owner', 'user'],
    ['stage_id', 'Stage', 'stage'],
    ['expected_close_date', 'Expected close date', 'date'],
    ['add_time', 'Deal created', 'date'],
  ],
  person: [
    ['name', 'Name', 'varchar'],
    ['org_id', 'Organization', 'org'],
    ['emails', 'Email', 'varchar'],
    ['phones', 'Phone', 'phone'],
    ['owner_id', 'Owner', 'user'],
  ],
  organization: [
    ['name', 'Name', 'varchar'],
    ['address', 'Address', 'address'],
    ['website', 'Website', 'varchar'],
    ['owner_id', 'Owner', 'user'],
  ],
  product: [
    ['name', 'Name', 'varchar'],
    ['code', 'Product code', 'varchar'],
    ['unit', 'Unit', 'varchar'],
    ['tax', 'Tax', 'double'],
  ],
};

const custom: Record<FieldOwner, [name: string, type: string, options?: string[]][]> = {
  deal: [
    ['PO number', 'varchar'],
    ['Delivery method', 'enum', ['Our van', 'Carrier', 'Customer collects']],
    ['Delivery address', 'address'],
    ['Agreed deposit', 'monetary'],
    ['Installation date', 'date'],
  ],
  person: [['Billing e-mail', 'varchar']],
  organization: [
    ['Tax ID', 'varchar'],
    ['Billing address', 'address'],
    ['Billing e-mail', 'varchar'],
  ],
  product: [],
};

/** The 40-character key of a custom field, different in each company. */
export function customFieldCode(companyId: number, owner: FieldOwner, name: string): string {
  return createHash('sha1').update(`${companyId} ${owner} ${name}`).digest('hex');
}

/** Standard and custom fields of a new company. */
export function seedFields(companyId: number): Field[] {
  return (['deal', 'person', 'organization', 'product'] as const).flatMap((owner) => [
    ...standard[owner].map(([code, name, type]) =>
      toField(companyId, owner, code, name, type, false),
    ),
    ...custom[owner].map(([name, type, options]) =>
      toField(companyId, owner, customFieldCode(companyId, owner, name), name, type, true, options),
    ),
  ]);
}

/** A field in the format of the v2 endpoints; option ids start at 1. */
export function toField(
  companyId: number,
  owner: FieldOwner,
  code: string,
  name: string,
  type: string,
  isCustom: boolean,
  options?: string[],
): Field {
  return {
    company_id: companyId,
    owner,
    field_name: name,
    field_code: code,
    field_type: type,
    description: null,
    options: options?.map((label, index) => ({ id: index + 1, label, color: null })) ?? null,
    subfields: subfieldsOf(type, name),
    is_custom_field: isCustom,
  };
}

function subfieldsOf(type: string, name: string): Field['subfields'] {
  if (type === 'monetary') {
    return [
      { field_code: 'value', field_name: `Amount of ${name}`, field_type: 'double' },
      { field_code: 'currency', field_name: `Currency of ${name}`, field_type: 'varchar' },
    ];
  }
  if (type !== 'address') return null;
  return addressParts.map(([code, part]) => ({
    field_code: code,
    field_name: `${part} of ${name}`,
    field_type: 'varchar',
  }));
}
