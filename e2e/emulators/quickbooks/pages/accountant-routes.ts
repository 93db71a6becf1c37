import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { paymentsOn } from '../company/balances.ts';
import type { CreditMemo } from '../company/credit-memo.ts';
import type { Company } from '../company/realm.ts';
import { now, type World } from '../world.ts';
import { currentCompany, rememberCompany } from './current-company.ts';
import { customerActions } from './customer-actions.ts';
import { customerBodyMarkup, invoiceTable } from './customer-page.ts';
import { formActions } from './form-action.ts';
import { invoiceActions } from './invoice-actions.ts';
import { invoiceBodyMarkup } from './invoice-page.ts';
import { accountantPage, buttonForm, escapeHtml, facts, link } from './layout.ts';
import { lineTable } from './line-table.ts';
import { paymentActions } from './payment-actions.ts';
import { paymentBodyMarkup } from './payment-page.ts';

const address = z.object({
  companyId: z.string().optional(),
  txnId: z.string().optional(),
  nameId: z.string().optional(),
  notice: z.string().optional(),
  problem: z.string().optional(),
});

type Address = z.infer<typeof address>;

interface Content {
  title: string;
  body: string;
}

/** The web pages behind "Open in QuickBooks", with the accountant's actions. */
export function accountantRoutes(app: FastifyInstance, world: World): void {
  const show = (path: string, contentOf: (company: Company, at: Address) => Content) =>
    app.get(path, async (request, reply) => {
      const at = address.parse(request.query);
      const company = currentCompany(world, request, at.companyId);
      if (!company) return reply.code(404).send('No company');
      if (at.companyId) rememberCompany(reply, company.id);
      return html(reply, accountantPage(world, company, { ...contentOf(company, at), said: at }));
    });

  app.get('/', (_request, reply) => reply.redirect('/app/invoices'));
  show('/app/invoice', (company, { txnId }) => {
    const invoice = company.invoices[txnId ?? ''];
    if (!invoice) return emptyForm('Invoice', company);
    const title = `Invoice ${invoice.DocNumber ?? 'without number'}`;
    return { title, body: invoiceBodyMarkup(company, invoice, now(world, company)) };
  });
  show('/app/customerdetail', (company, { nameId }) => {
    const customer = company.customers[nameId ?? ''];
    if (!customer) return emptyForm('Customer', company);
    return { title: customer.DisplayName, body: customerBodyMarkup(company, customer) };
  });
  show('/app/recvpayment', (company, { txnId }) => {
    const payment = company.payments[txnId ?? ''];
    if (!payment) return emptyForm('Payment', company);
    return { title: 'Payment', body: paymentBodyMarkup(company, payment) };
  });
  show('/app/creditmemo', (company, { txnId }) => {
    const memo = company.creditMemos[txnId ?? ''];
    if (!memo) return emptyForm('Credit memo', company);
    const title = `Credit memo ${memo.DocNumber ?? 'without number'}`;
    return { title, body: creditMemoBodyMarkup(company, memo) };
  });
  for (const path of ['/app', '/app/', '/app/invoices'])
    show(path, (company) => ({
      title: 'Invoices',
      body: invoiceTable(company, Object.values(company.invoices)),
    }));

  app.post('/app/company', async (request: FastifyRequest, reply) => {
    const { companyId } = z.object({ companyId: z.string() }).parse(request.body);
    rememberCompany(reply, companyId);
    return reply.redirect(`/app/invoices?companyId=${encodeURIComponent(companyId)}`, 303);
  });
  accountantActions(app, world);
}

/** An id of another company shows an empty form, as QuickBooks does. */
function emptyForm(title: string, company: Company): Content {
  return {
    title,
    body: `<p>Nothing here yet. ${company.name} has no such entry; is it in another company?</p>`,
  };
}

function html(reply: FastifyReply, markup: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('x-frame-options', 'SAMEORIGIN')
    .send(markup);
}

/** Registers the form actions of all pages. */
function accountantActions(app: FastifyInstance, world: World): void {
  const action = formActions(app, world);
  invoiceActions(action);
  paymentActions(action);
  customerActions(action);
}

/** One credit memo and the invoices that it paid. */
function creditMemoBodyMarkup(company: Company, memo: CreditMemo): string {
  const { CustomerRef: customer } = memo;
  const invoices = paymentsOn(company, memo)
    .flatMap((payment) => payment.Line.map((line) => line.LinkedTxn[0]))
    .filter((linked) => linked.TxnType === 'Invoice')
    .map(({ TxnId }) => {
      const number = company.invoices[TxnId]?.DocNumber ?? TxnId;
      return link(company, `invoice?txnId=${TxnId}`, `Invoice ${number}`);
    });
  return `${facts([
    ['Customer', link(company, `customerdetail?nameId=${customer.value}`, customer.name ?? '')],
    ['Date', memo.TxnDate],
    ['Applied to', invoices.join(', ')],
    ['Memo', escapeHtml(memo.PrivateNote ?? '')],
  ])}<h2>Lines</h2>${lineTable(memo, memo.CurrencyRef?.value ?? company.currency)}
<h2>Other actions</h2><div class="actions">${buttonForm(company, { action: 'creditmemo/delete', values: { memoId: memo.Id } }, 'Delete credit memo')}</div>`;
}
