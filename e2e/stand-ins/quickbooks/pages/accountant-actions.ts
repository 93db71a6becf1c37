import Big from 'big.js';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mergedForUpdate } from '../api/sparse.ts';
import type { Books } from '../books/company.ts';
import { customerBody } from '../books/customer-body.ts';
import { updateCustomer } from '../books/customers.ts';
import { invoiceBody } from '../books/invoice-body.ts';
import { deleteInvoice, updateInvoice } from '../books/invoices.ts';
import { recordPayment, removePayment } from '../books/payments.ts';
import { invoiceOf, objectNotFound, paymentOf } from '../books/references.ts';
import { voidInvoice } from '../books/void-invoice.ts';
import { readBody } from '../wire/body-faults.ts';
import { ApiFault } from '../wire/faults.ts';
import { decimal, plainDate } from '../wire/fields.ts';
import { booksOf, type World } from '../world.ts';
import { editedLines } from './edited-lines.ts';

const form = z.looseObject({
  companyId: z.string(),
  txnId: z.string().default(''),
  nameId: z.string().default(''),
  paymentId: z.string().default(''),
});

type Form = z.infer<typeof form>;

/** Where the accountant lands, and what is said there. */
interface Done {
  to: string;
  notice: string;
}

/** What the forms of the accountant's pages do, through the same functions as the API. */
export function accountantActions(app: FastifyInstance, world: World): void {
  const action = (path: string, work: (books: Books, sent: Form) => Done) =>
    app.post(path, async (request, reply) => {
      const sent = form.parse(request.body);
      const company = world.companies[sent.companyId];
      if (!company) return reply.code(404).send('No such company');
      const said = attempt(() => work(booksOf(world, company), sent), sent);
      world.changed();
      const target = new URL(said.to, 'http://localhost');
      target.searchParams.set('companyId', company.id);
      for (const [name, value] of Object.entries(said.words)) target.searchParams.set(name, value);
      return reply.redirect(target.pathname + target.search, 303);
    });

  action('/app/payment/record', (books, sent) => {
    const wish = readBody(paymentForm, sent);
    const invoice = invoiceOf(books.company, sent.txnId);
    const open = Big(invoice.Balance);
    recordPayment(books, {
      customer: invoice.CustomerRef,
      total: wish.amount,
      date: wish.date,
      reference: wish.reference || undefined,
      applied: [
        { type: 'Invoice', id: invoice.Id, amount: wish.amount.gt(open) ? open : wish.amount },
      ],
    });
    return { to: invoicePath(sent), notice: 'Payment recorded.' };
  });
  action('/app/payment/remove', (books, sent) => {
    removePayment(books, paymentOf(books.company, sent.paymentId));
    return { to: sent.txnId ? invoicePath(sent) : '/app/invoices', notice: 'Payment removed.' };
  });
  action('/app/invoice/edit', (books, sent) => {
    const wish = readBody(editForm, sent);
    const invoice = invoiceOf(books.company, sent.txnId);
    const change = {
      sparse: true,
      DueDate: wish.dueDate,
      PrivateNote: wish.memo,
      Line: editedLines(invoice, sent),
    };
    const merged = mergedForUpdate(books.company, invoice, change, invoiceBody);
    updateInvoice(books, invoice, readBody(invoiceBody, merged), { allowDuplicateNumber: true });
    return { to: invoicePath(sent), notice: 'Invoice saved.' };
  });
  action('/app/invoice/void', (books, sent) => {
    voidInvoice(books, invoiceOf(books.company, sent.txnId));
    return { to: invoicePath(sent), notice: 'Invoice voided.' };
  });
  action('/app/invoice/delete', (books, sent) => {
    deleteInvoice(books, invoiceOf(books.company, sent.txnId), 'unlink');
    return { to: '/app/invoices', notice: 'Invoice deleted.' };
  });
  action('/app/customer/active', (books, sent) => {
    const customer = books.company.customers[sent.nameId];
    if (!customer) throw objectNotFound();
    const change = { sparse: true, Active: sent.active === 'true' };
    const merged = mergedForUpdate(books.company, customer, change, customerBody);
    updateCustomer(books, customer, readBody(customerBody, merged));
    return { to: customerPath(sent), notice: 'Customer saved.' };
  });
}

const paymentForm = z.looseObject({
  amount: decimal,
  date: plainDate,
  reference: z.string().optional(),
});

const editForm = z.looseObject({ dueDate: plainDate, memo: z.string().default('') });

function attempt(work: () => Done, sent: Form): { to: string; words: Record<string, string> } {
  try {
    const { to, notice } = work();
    return { to, words: { notice } };
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    const problem = error.errors.map((one) => one.Detail || one.Message).join(' ');
    const back = sent.nameId
      ? customerPath(sent)
      : sent.txnId
        ? invoicePath(sent)
        : '/app/invoices';
    return { to: back, words: { problem } };
  }
}

function invoicePath(sent: Form): string {
  return `/app/invoice?txnId=${encodeURIComponent(sent.txnId)}`;
}

function customerPath(sent: Form): string {
  return `/app/customerdetail?nameId=${encodeURIComponent(sent.nameId)}`;
}
