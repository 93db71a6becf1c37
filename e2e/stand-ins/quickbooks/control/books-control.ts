import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mergedForUpdate } from '../api/sparse.ts';
import type { Books, Company } from '../books/company.ts';
import { recountAllCustomers } from '../books/customer-balance.ts';
import { customerBody } from '../books/customer-body.ts';
import { createCustomer, updateCustomer } from '../books/customers.ts';
import { invoiceBody } from '../books/invoice-body.ts';
import { createInvoice } from '../books/invoices.ts';
import { customerFor } from '../books/references.ts';
import { seedInvoices } from '../seed/invoice-seed.ts';
import { readBody } from '../wire/body-faults.ts';
import { booksOf, now, type World } from '../world.ts';
import { companyOf } from './realm-control.ts';

/** So many invented ones, of one customer or of all, or exactly these bodies, as the API would take them. */
const invoices = z.union([
  z.strictObject({
    count: z.number().int().min(1).max(20_000),
    seed: z.number().int().default(7),
    customerId: z.string().optional(),
  }),
  z.strictObject({ invoices: z.array(z.unknown()).min(1) }),
]);

/** A look into the books of a company, and invoices put there. */
export function booksControl(app: FastifyInstance, world: World): void {
  app.get<{ Params: { id: string } }>('/control/realms/:id/books', async (request) => {
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
    const wish = invoices.parse(request.body);
    const company = companyOf(world, request.params.id);
    const made = addInvoices(world, company, wish);
    world.changed();
    return { invoices: made };
  });

  /** A customer as the API would take it: one with an Id is changed in these fields, others are new. */
  app.post<{ Params: { id: string } }>('/control/realms/:id/customers', async (request) => {
    const company = companyOf(world, request.params.id);
    const books = booksOf(world, company);
    const sent = z.looseObject({ Id: z.string().optional() }).parse(request.body);
    const known = sent.Id === undefined ? undefined : company.customers[sent.Id];
    const body = known
      ? mergedForUpdate(company, known, { ...sent, sparse: true }, customerBody)
      : sent;
    const input = readBody(customerBody, body);
    const made = known ? updateCustomer(books, known, input) : createCustomer(books, input);
    world.changed();
    return made;
  });
}

function addInvoices(world: World, company: Company, wish: z.output<typeof invoices>): string[] {
  if ('count' in wish) {
    if (wish.customerId) customerFor(company, { value: wish.customerId });
    return seedInvoices(company, { ...wish, now: now(world, company) });
  }
  const books: Books = { ...booksOf(world, company), bulk: true, ownPages: true };
  const bodies = wish.invoices.map((body) => readBody(invoiceBody, body));
  const made = bodies.map((body) => createInvoice(books, body, { allowDuplicateNumber: true }).Id);
  recountAllCustomers(books);
  return made;
}
