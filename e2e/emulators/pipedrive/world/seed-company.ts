import { toAddress } from './address.ts';
import type { Company, Organization, Person, Product, User } from './rows.ts';
import { seedDeals } from './seed-deals.ts';
import { customFieldCode, seedFields } from './seed-fields.ts';
import { type Template, type TemplateName, templates } from './template.ts';
import type { World } from './world.ts';

/** Ids of a new company; default: the story's. */
export interface NewIds {
  companyId: number;
  userIds: number[];
}

/** Adds a company of the story with users, contacts, catalogue, fields and deals. */
export function seedCompany(world: World, name: TemplateName, ids?: NewIds): Company {
  const template: Template = templates[name];
  const companyId = ids?.companyId ?? storyCompanyId(name);
  const suffix = ids ? ` ${companyId}` : '';
  const company: Company = {
    id: companyId,
    name: `${template.company.name}${suffix}`,
    domain: `${template.company.domain}${suffix.replace(' ', '-')}`,
    currency: template.company.currency,
    country: template.country,
    plan: 'growth',
    sharedVisibility: false,
  };
  world.companies.push(company);
  const users = template.users.map((user, index) => toUser(template, company, user, ids, index));
  world.users.push(...users);
  world.fields.push(...seedFields(companyId));
  const ownerId = users[0]?.id ?? 0;
  for (const [id, one] of Object.entries(template.organizations)) {
    world.organizations.push(toOrganization(companyId, ownerId, Number(id), one));
  }
  for (const [id, one] of Object.entries(template.persons)) {
    world.persons.push(toPerson(companyId, ownerId, Number(id), one));
  }
  for (const [id, one] of Object.entries(template.products)) {
    world.products.push(toProduct(companyId, ownerId, Number(id), company.currency, one));
  }
  seedDeals(world, template, company, users);
  return company;
}

function storyCompanyId(name: TemplateName): number {
  return templates[name].company.id;
}

function toUser(
  template: Template,
  company: Company,
  user: Template['users'][number],
  ids: NewIds | undefined,
  index: number,
): User {
  return {
    id: ids?.userIds[index] ?? user.id,
    company_id: company.id,
    name: user.name,
    email: user.email,
    locale: template.locale,
    timezone_name: template.timezone,
    is_admin: index === 0,
    theme: 'light',
  };
}

const longAgo = '2025-02-03T09:00:00Z';

function toOrganization(
  companyId: number,
  ownerId: number,
  id: number,
  one: Template['organizations'][number],
): Organization {
  return {
    company_id: companyId,
    id,
    name: one.name,
    owner_id: ownerId,
    address: toAddress(one.address),
    website: null,
    visible_to: 7,
    label_ids: [],
    add_time: longAgo,
    update_time: longAgo,
    is_deleted: false,
    custom_fields: { [customFieldCode(companyId, 'organization', 'Tax ID')]: one.taxId },
  };
}

function toPerson(
  companyId: number,
  ownerId: number,
  id: number,
  one: Template['persons'][number],
): Person {
  return {
    company_id: companyId,
    id,
    name: one.name,
    org_id: one.organizationId,
    owner_id: ownerId,
    emails: [{ value: one.email, primary: true, label: 'work' }],
    phones: [{ value: `+1 555 010 0${id % 1000}`, primary: true, label: 'work' }],
    visible_to: 7,
    label_ids: [],
    add_time: longAgo,
    update_time: longAgo,
    is_deleted: false,
    custom_fields: {},
  };
}

function toProduct(
  companyId: number,
  ownerId: number,
  id: number,
  currency: string,
  one: Template['products'][number],
): Product {
  return {
    company_id: companyId,
    id,
    name: one.name,
    code: one.code,
    description: null,
    unit: one.code === 'INS-HR' ? 'hour' : 'piece',
    tax: 0,
    owner_id: ownerId,
    prices: [{ price: one.price, currency }],
    add_time: longAgo,
    update_time: longAgo,
    is_deleted: false,
  };
}
