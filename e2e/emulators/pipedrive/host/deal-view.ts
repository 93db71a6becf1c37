import { stages } from '../world/deal-stages.ts';
import { dealValue, discountsOfDeal, productsOfDeal, rowSum } from '../world/deal-value.ts';
import { fieldsOf, findOrganization, findPerson, findUser } from '../world/find.ts';
import type { CustomValue, Deal, FieldOwner } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { dealHistory, type HistoryItem } from './history-view.ts';

/** A labelled text of a sidebar section. */
export interface Detail {
  name: string;
  text: string;
}

/** View model of the deal page; amounts are decimal strings. */
export interface DealView {
  kind: 'deal';
  id: number;
  title: string;
  /** Null when no value was entered. */
  value: string | null;
  currency: string;
  status: string;
  /** Position of the stage, 1 to 5. */
  stage: number;
  stages: string[];
  owner: string;
  expectedClose: string | null;
  details: Detail[];
  person: ContactView | null;
  organization: ContactView | null;
  products: ProductView[];
  discounts: { text: string; amount: string; type: string }[];
  history: HistoryItem[];
}

export interface ContactView {
  id: number;
  name: string;
  details: Detail[];
}

export interface ProductView {
  name: string;
  price: string;
  quantity: string;
  discount: string;
  discountType: 'percentage' | 'amount';
  tax: string | null;
  sum: string;
  enabled: boolean;
}

export function dealView(world: World, deal: Deal): DealView {
  return {
    kind: 'deal',
    id: deal.id,
    title: deal.title,
    value: dealValue(world, deal)?.toFixed(2) ?? null,
    currency: deal.currency,
    status: deal.status,
    stage: deal.stage_id,
    stages,
    owner: findUser(world, deal.owner_id)?.name ?? '',
    expectedClose: deal.expected_close_date,
    details: customDetails(world, 'deal', deal),
    person: personView(world, deal.company_id, deal.person_id),
    organization: organizationView(world, deal.company_id, deal.org_id),
    products: productsOfDeal(world, deal).map((row) => ({
      name: row.name,
      price: row.item_price,
      quantity: row.quantity,
      discount: row.discount,
      discountType: row.discount_type,
      tax: (row.tax_method ?? 'none') === 'none' ? null : row.tax,
      sum: rowSum(row, world.settings.sumIncludesTax).toFixed(2),
      enabled: row.is_enabled,
    })),
    discounts: discountsOfDeal(world, deal).map((one) => ({
      text: one.description,
      amount: one.amount,
      type: one.type,
    })),
    history: dealHistory(world, deal),
  };
}

export function personView(world: World, companyId: number, id: number | null): ContactView | null {
  const person = findPerson(world, companyId, id);
  if (!person) return null;
  return {
    id: person.id,
    name: person.name,
    details: [
      ...person.emails.map((one) => ({ name: 'Email', text: one.value })),
      ...person.phones.map((one) => ({ name: 'Phone', text: one.value })),
      ...customDetails(world, 'person', person),
    ],
  };
}

export function organizationView(
  world: World,
  companyId: number,
  id: number | null,
): ContactView | null {
  const organization = findOrganization(world, companyId, id);
  if (!organization) return null;
  return {
    id: organization.id,
    name: organization.name,
    details: [
      { name: 'Address', text: organization.address?.value ?? '' },
      ...customDetails(world, 'organization', organization),
    ],
  };
}

/** All custom fields; unset ones are shown empty, as in Pipedrive. */
function customDetails(
  world: World,
  owner: FieldOwner,
  row: { company_id: number; custom_fields: Record<string, CustomValue> },
): Detail[] {
  return fieldsOf(world, row.company_id, owner)
    .filter((field) => field.is_custom_field)
    .map((field) => {
      const value = row.custom_fields[field.field_code] ?? null;
      const option = field.options?.find((one) => one.id === value);
      return { name: field.field_name, text: option?.label ?? customText(value) };
    });
}

function customText(value: CustomValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.join(', ');
  const { value: inner, currency } = value;
  return [inner, currency].filter(Boolean).join(' ');
}
