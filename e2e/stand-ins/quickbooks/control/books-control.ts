import Big from 'big.js';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Company } from '../books/company.ts';
import { invoiceBody } from '../books/invoice-body.ts';
import { createInvoice } from '../books/invoices.ts';
import { recordPayment } from '../books/payments.ts';
import { seedInvoices } from '../seed/invoice-seed.ts';
import { readBody } from '../wire/body-faults.ts';
import { ApiFault } from '../wire/faults.ts';
import { decimal, plainDate } from '../wire/fields.ts';
import { booksOf, now, type World } from '../world.ts';
import { companyOf } from './realm-control.ts';

/** So many invented ones, or exactly these bodies, as the API would take them. */
const invoices = z.union([
  z.strictObject({ count: z.number().int().min(1).max(20_000), seed: z.number().int().default(7) }),
  z.strictObject({ invoices: z.array(z.unknown()).min(1) }),
]);

const payment = z.strictObject({
  invoiceId: z.string().optional(),
  customerId: z.string().optional(),
  /** Without it the whole open balance. */
  amount: decimal.optional(),
  date: plainDate.optional(),
  reference: z.string().optional(),
});

/** A look into the books of a company, and invoices and payments put there. */
export function booksControl(app: FastifyInstance, world: World): void {
  app.get<{ Params: { id: string } }>('/control/realms/:id/books', async (request) => {
    const { invoices, customers, payments, items, deleted } = companyOf(world, request.params.id);
    return {
      invoices: Object.values(invoices),
      customers: Object.values(customers),
      payments: Object.values(payments),
      items: Object.values(items),
      deleted,
    };
  });

  app.post<{ Params: { id: string } }>('/control/realms/:id/invoices', async (request) => {
    const wish = invoices.parse(request.body);
    const company = companyOf(world, request.params.id);
    const made = addInvoices(world, company, wish);
    world.changed();
    return { invoices: made };
  });

  app.post<{ Params: { id: string } }>('/control/realms/:id/payments', async (request, reply) => {
    const wish = payment.parse(request.body);
    const company = companyOf(world, request.params.id);
    const invoice = company.invoices[wish.invoiceId ?? ''];
    const amount = wish.amount ?? Big(invoice?.Balance ?? 0);
    try {
      const made = recordPayment(booksOf(world, company), {
        customer:
          invoice?.CustomerRef ?? (wish.customerId ? { value: wish.customerId } : undefined),
        total: amount,
        date: wish.date,
        reference: wish.reference,
        applied: invoice
          ? [
              {
                type: 'Invoice',
                id: invoice.Id,
                amount: amount.gt(invoice.Balance) ? Big(invoice.Balance) : amount,
              },
            ]
          : [],
      });
      world.changed();
      return { payment: made };
    } catch (error) {
      if (error instanceof ApiFault) return reply.code(400).send({ error: error.message });
      throw error;
    }
  });
}

function addInvoices(world: World, company: Company, wish: z.output<typeof invoices>): string[] {
  if ('count' in wish) return seedInvoices(company, { ...wish, now: now(world, company) });
  const books = booksOf(world, company);
  return wish.invoices.map(
    (body) => createInvoice(books, readBody(invoiceBody, body), { allowDuplicateNumber: true }).Id,
  );
}
