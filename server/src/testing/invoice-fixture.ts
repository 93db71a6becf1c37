import {
  type Context,
  type DealInvoices,
  type InvoiceAction,
  type InvoicePage,
  type InvoiceRow,
  invoiceActions,
} from '../invoices/contract.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { ErrorBody } from '../shared/contract/error-body.ts';
import { control } from './control.ts';
import { type LedgerInvoice, openDraftFixture } from './draft-fixture.ts';
import type { RealmLike } from './make-company.ts';
import { resolveDue } from './run-due.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

/** An invoice as the emulator stores it. */
type InQuickbooks = LedgerInvoice & {
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
 * Opens a draft fixture with one created invoice of 100.00, and the actions on it. Requests to
 * QuickBooks time out after three seconds.
 */
export const openInvoiceFixture = async (
  like: RealmLike = 'us',
  { env = {}, deal }: { env?: Record<string, string>; deal?: string } = {},
) => {
  const fixture = await openDraftFixture(like, { env: { QUICKBOOKS_TIMEOUT_MS: '3000', ...env } });
  const { owner, realmId } = fixture.company;
  const { apiUrl } = fixture.dependencies.settings.quickbooks;
  const form = await fixture.form(deal);
  const { dealId } = form;
  const made = (await fixture.create(form)).body.invoice;
  if (!made) throw new Error('The invoice was not made');
  const context: Context = { of: 'deal', id: dealId };

  const inputs = {
    void: {},
    delete: {},
    send: { to: 'accounts@larch.example', cc: '' },
    edit: { changes: { memo: 'Deliver to the back door' } },
  } as const;

  const show = async (invoiceId = made.id) =>
    (await fixture.call(owner, 'invoices/show', { context, invoiceId })).body as InvoicePage;

  /** The `seen` that `act` sends by default: that of the invoice when the fixture opened. */
  const seen = (await show()).seen;

  /** The invoice at QuickBooks; undefined when it was deleted. */
  const inQuickbooks = async () => {
    const invoices = (await fixture.realmContents()).invoices as InQuickbooks[];
    return invoices.find(({ Id }) => Id === made.id);
  };

  const inRealm = (what: string, wish: object) =>
    control(apiUrl, 'POST', `realms/${realmId}/${what}`, wish);

  return {
    ...fixture,
    context,
    dealId,
    invoiceId: made.id,
    seen,
    show,
    /** Runs an action on the invoice, by default as the connection owner. */
    async act(kind: InvoiceAction, differs: object = {}, user: PipedriveUser = owner) {
      const input = { context, invoiceId: made.id, seen, ...inputs[kind], ...differs };
      return (await fixture.call(user, `invoices/${kind}`, input)) as Answer;
    },
    async list(at: Context = context) {
      return (await fixture.call(owner, 'invoices/list', { context: at })).body as DealInvoices;
    },
    async refresh(at: Context = context) {
      return (await fixture.call(owner, 'invoices/refresh', { context: at })).body as DealInvoices;
    },
    async row(): Promise<InvoiceRow | undefined> {
      const { body } = await fixture.call(owner, 'invoices/list', { context });
      return (body as DealInvoices).invoices.find(({ id }) => id === made.id);
    },
    inQuickbooks,
    /** Changes the invoice in QuickBooks. */
    async changeInQuickbooks(changes: object) {
      const now = await inQuickbooks();
      const body = { Id: now?.Id, SyncToken: now?.SyncToken, sparse: true, ...changes };
      await writeInQuickbooks(fixture.dependencies, realmId, 'Invoice', body);
    },
    /** Voids the invoice in QuickBooks. */
    async voidInQuickbooks() {
      const now = await inQuickbooks();
      const body = { Id: now?.Id, SyncToken: now?.SyncToken };
      await writeInQuickbooks(fixture.dependencies, realmId, 'Invoice', body, 'void');
    },
    /** Makes QuickBooks refuse to void it. */
    lock: (locked: 'settled' | 'matched' | 'deposited') =>
      inRealm(`transactions/${made.id}`, { locked }),
    /** Makes the invoice's last e-mail bounce. */
    bounce: (deliveryError: string) => inRealm(`transactions/${made.id}`, { deliveryError }),
    /**
     * Records a payment in QuickBooks, of the whole balance by default; this raises the invoice's
     * SyncToken.
     */
    pay: (amount?: number, date?: string) =>
      inRealm('payments', {
        invoiceId: made.id,
        ...(amount !== undefined && { amount: String(amount) }),
        ...(date && { date }),
      }),
    /** Gives the customer a credit memo in QuickBooks and applies it to the invoice. */
    credit: (amount: number, date?: string) =>
      inRealm('credit-memos', {
        invoiceId: made.id,
        amount: String(amount),
        ...(date && { date }),
      }),
    /** Number of invoice writes that the realm has received. */
    async writes() {
      return (await fixture.calls()).filter((call) => call === 'POST invoice').length;
    },
    /** Runs `happens` once, after our next read of an invoice and before what follows it. */
    afterNextRead(happens: () => Promise<unknown>) {
      const { quickbooks } = fixture.dependencies;
      const { invoiceNow } = quickbooks;
      quickbooks.invoiceNow = async (...which) => {
        quickbooks.invoiceNow = invoiceNow;
        const found = await invoiceNow(...which);
        await happens();
        return found;
      };
    },
    /** Runs one round of the background work on changes of invoices. */
    resolveChanges: () =>
      resolveDue(
        fixture.dependencies,
        invoiceActions.map((action) => `${action}_invoice` as const),
      ),
  };
};

export type InvoiceFixture = Awaited<ReturnType<typeof openInvoiceFixture>>;
