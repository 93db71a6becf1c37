import {
  type DealInvoices,
  type InvoiceAction,
  type InvoicePage,
  type InvoiceRow,
  invoiceActions,
  type Place,
} from '../invoices/contract.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { ErrorBody } from '../shared/error-body.ts';
import { writeInBooks } from './books-as-accountant.ts';
import { control } from './control.ts';
import type { BooksLike } from './make-company.ts';
import { resolveDue } from './run-due.ts';
import { type LedgerInvoice, openDesk } from './sales-desk.ts';

/** An invoice as it stands in the stand-in's books. */
type InBooks = LedgerInvoice & {
  SyncToken: string;
  Balance: number;
  DueDate?: string;
  PrivateNote?: string;
  EmailStatus?: string;
  BillEmail?: { Address: string };
  BillEmailCc?: { Address: string };
};

type Answer = { status: number; body: { invoice: InvoiceRow } & Partial<ErrorBody> };

/**
 * Somebody who has made an invoice over 100.00 of a deal, and what they can do with it then. QuickBooks
 * is given up on after three seconds.
 */
export const openInvoiceDesk = async (
  like: BooksLike = 'us',
  { env = {}, deal }: { env?: Record<string, string>; deal?: string } = {},
) => {
  const desk = await openDesk(like, { env: { QUICKBOOKS_TIMEOUT_MS: '3000', ...env } });
  const { holder, realmId } = desk.company;
  const { apiUrl } = desk.doors.settings.quickbooks;
  const form = await desk.form(deal);
  const { dealId } = form;
  const made = (await desk.create(form)).body.invoice;
  if (!made) throw new Error('The invoice was not made');
  const place: Place = { of: 'deal', id: dealId };

  const inputs = {
    void: {},
    delete: {},
    send: { to: 'accounts@larch.example', cc: '' },
    edit: { changes: { memo: 'Deliver to the back door' } },
  } as const;

  const show = async (invoiceId = made.id) =>
    (await desk.call(holder, 'invoices/show', { place, invoiceId })).body as InvoicePage;

  /** An edit names what was seen; by default what the invoice is when the desk opens. */
  const seen = (await show()).seen;

  /** The invoice in the books; undefined when it is gone. */
  const inBooks = async () => {
    const invoices = (await desk.ledger()).invoices as InBooks[];
    return invoices.find(({ Id }) => Id === made.id);
  };

  const inRealm = (what: string, wish: object) =>
    control(apiUrl, 'POST', `realms/${realmId}/${what}`, wish);

  return {
    ...desk,
    place,
    dealId,
    invoiceId: made.id,
    seen,
    show,
    /** Does it to the invoice, as the holder unless told otherwise. */
    async act(kind: InvoiceAction, differs: object = {}, user: PipedriveUser = holder) {
      const input = { place, invoiceId: made.id, seen, ...inputs[kind], ...differs };
      return (await desk.call(user, `invoices/${kind}`, input)) as Answer;
    },
    async list(at: Place = place) {
      return (await desk.call(holder, 'invoices/list', { place: at })).body as DealInvoices;
    },
    async refresh(at: Place = place) {
      return (await desk.call(holder, 'invoices/refresh', { place: at })).body as DealInvoices;
    },
    async row(): Promise<InvoiceRow | undefined> {
      const { body } = await desk.call(holder, 'invoices/list', { place });
      return (body as DealInvoices).invoices.find(({ id }) => id === made.id);
    },
    inBooks,
    /** Changes the invoice there, as an accountant would. */
    async changeInBooks(changes: object) {
      const now = await inBooks();
      const body = { Id: now?.Id, SyncToken: now?.SyncToken, sparse: true, ...changes };
      await writeInBooks(desk.doors, realmId, 'Invoice', body);
    },
    /** Voids it there, as an accountant would. */
    async voidInBooks() {
      const now = await inBooks();
      const body = { Id: now?.Id, SyncToken: now?.SyncToken };
      await writeInBooks(desk.doors, realmId, 'Invoice', body, 'void');
    },
    /** Makes QuickBooks refuse to void it. */
    lock: (locked: 'settled' | 'matched' | 'deposited') =>
      inRealm(`transactions/${made.id}`, { locked }),
    /** Its last e-mail comes back. */
    bounce: (deliveryError: string) => inRealm(`transactions/${made.id}`, { deliveryError }),
    /** Records a payment there, which raises the invoice's SyncToken; all that is open by default. */
    pay: (amount?: number, date?: string) =>
      inRealm('payments', {
        invoiceId: made.id,
        ...(amount !== undefined && { amount: String(amount) }),
        ...(date && { date }),
      }),
    /** E-mails that QuickBooks sent. */
    async mails() {
      return ((await desk.ledger()) as unknown as { mails: { to: string }[] }).mails;
    },
    /** Gives the customer so much credit there and applies it to the invoice. */
    credit: (amount: number, date?: string) =>
      inRealm('credit-memos', {
        invoiceId: made.id,
        amount: String(amount),
        ...(date && { date }),
      }),
    /** How many writes of invoices these books have received. */
    async writes() {
      return (await desk.calls()).filter((call) => call === 'POST invoice').length;
    },
    /** Lets something happen in the books between our next look at an invoice and what follows it. */
    afterNextRead(happens: () => Promise<unknown>) {
      const { quickbooks } = desk.doors;
      const { invoiceNow } = quickbooks;
      quickbooks.invoiceNow = async (...which) => {
        quickbooks.invoiceNow = invoiceNow;
        const found = await invoiceNow(...which);
        await happens();
        return found;
      };
    },
    /** Runs one round of the background work on changes of invoices. */
    settleChanges: () =>
      resolveDue(
        desk.doors,
        invoiceActions.map((action) => `${action}_invoice` as const),
      ),
  };
};

export type InvoiceDesk = Awaited<ReturnType<typeof openInvoiceDesk>>;
