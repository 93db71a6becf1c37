import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mergedForUpdate } from '../api/sparse.ts';
import { recountAllCustomers } from '../company/customer-balance.ts';
import { customerBody } from '../company/customer-body.ts';
import { createCustomer, updateCustomer } from '../company/customers.ts';
import { estimateBody } from '../company/estimate-body.ts';
import { createEstimate, updateEstimate } from '../company/estimates.ts';
import { invoiceBody } from '../company/invoice-body.ts';
import { createInvoice } from '../company/invoices.ts';
import { partyInput, saveParty } from '../company/parties.ts';
import type { Company, Realm } from '../company/realm.ts';
import { customerFor } from '../company/references.ts';
import { seedInvoices } from '../seed/invoice-seed.ts';
import { readBody } from '../wire/body-faults.ts';
import { now, realmOf, type World } from '../world.ts';
import { companyOf } from './realm-control.ts';

/** Either `count` generated invoices, of one customer or of all, or exactly these API bodies. */
const invoices = z.union([
  z.strictObject({
    count: z.number().int().min(1).max(20_000),
    seed: z.number().int().default(7),
    customerId: z.string().optional(),
  }),
  z.strictObject({ invoices: z.array(z.unknown()).min(1) }),
]);

const customFields = z.strictObject({
  fields: z
    .array(z.strictObject({ DefinitionId: z.enum(['1', '2', '3']), Name: z.string().max(31) }))
    .max(3),
});

/** Reads all entities of a company, and adds invoices and customers. */
export function entityControl(app: FastifyInstance, world: World): void {
  app.get<{ Params: { id: string } }>('/control/realms/:id/contents', async (request) => {
    const company = companyOf(world, request.params.id);
    const { invoices, customers, payments, creditMemos, estimates, items, deleted, mails } =
      company;
    return {
      invoices: Object.values(invoices),
      customers: Object.values(customers),
      payments: Object.values(payments),
      creditMemos: Object.values(creditMemos),
      estimates: Object.values(estimates),
      items: Object.values(items),
      deleted,
      mails,
    };
  });

  app.post<{ Params: { id: string } }>('/control/realms/:id/invoices', async (request) => {
    const input = invoices.parse(request.body);
    const company = companyOf(world, request.params.id);
    const made = addInvoices(world, company, input);
    world.changed();
    return { invoices: made };
  });

  /** Takes an API body: updates the sent fields of a known Id, otherwise creates a customer. */
  app.post<{ Params: { id: string } }>('/control/realms/:id/customers', async (request) => {
    const company = companyOf(world, request.params.id);
    const realm = realmOf(world, company);
    const sent = z.looseObject({ Id: z.string().optional() }).parse(request.body);
    const known = sent.Id === undefined ? undefined : company.customers[sent.Id];
    const body = known
      ? mergedForUpdate(company, known, { ...sent, sparse: true }, customerBody)
      : sent;
    const input = readBody(customerBody, body);
    const made = known ? updateCustomer(realm, known, input) : createCustomer(realm, input);
    world.changed();
    return made;
  });

  /** Takes an API body: updates the sent fields of a known Id, otherwise creates an estimate. */
  app.post<{ Params: { id: string } }>('/control/realms/:id/estimates', async (request) => {
    const company = companyOf(world, request.params.id);
    const realm = realmOf(world, company);
    const sent = z.looseObject({ Id: z.string().optional() }).parse(request.body);
    const known = sent.Id === undefined ? undefined : company.estimates[sent.Id];
    const body = known
      ? mergedForUpdate(company, known, { ...sent, sparse: true }, estimateBody)
      : sent;
    const input = readBody(estimateBody, body);
    const made = known ? updateEstimate(realm, known, input, {}) : createEstimate(realm, input, {});
    world.changed();
    return made;
  });

  /** Updates these properties of an item, a class and the like, or creates it. */
  for (const kind of [
    'terms',
    'taxCodes',
    'items',
    'accounts',
    'classes',
    'departments',
  ] as const) {
    app.post<{ Params: { id: string } }>(`/control/realms/:id/${kind}`, async (request) => {
      const sent = z.looseObject({ Id: z.string() }).parse(request.body);
      const list: Record<string, object> = companyOf(world, request.params.id)[kind];
      list[sent.Id] = { ...list[sent.Id], ...sent };
      world.changed();
      return list[sent.Id];
    });
  }

  /** Replaces the company's custom fields of sales forms, three at most. */
  app.post<{ Params: { id: string } }>('/control/realms/:id/customFields', async (request) => {
    const company = companyOf(world, request.params.id);
    company.customFields = customFields.parse(request.body).fields;
    world.changed();
    return company.customFields;
  });

  for (const kind of ['vendors', 'employees'] as const) {
    app.post<{ Params: { id: string } }>(`/control/realms/:id/${kind}`, async (request) => {
      const company = companyOf(world, request.params.id);
      const saved = saveParty(realmOf(world, company), kind, partyInput.parse(request.body));
      world.changed();
      return saved;
    });
  }
}

function addInvoices(world: World, company: Company, input: z.output<typeof invoices>): string[] {
  if ('count' in input) {
    if (input.customerId) customerFor(company, { value: input.customerId });
    return seedInvoices(company, { ...input, now: now(world, company) });
  }
  const realm: Realm = { ...realmOf(world, company), bulk: true, ownPages: true };
  const bodies = input.invoices.map((body) => readBody(invoiceBody, body));
  const made = bodies.map((body) => createInvoice(realm, body, { allowDuplicateNumber: true }).Id);
  recountAllCustomers(realm);
  return made;
}
