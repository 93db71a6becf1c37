import type { DraftForm, DraftStatus } from '../drafts/contract.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import { missingRate } from '../shared/money/exchange-rate.ts';
import { buildTestApp, type TestApp } from './build-test-app.ts';
import { control } from './control.ts';
import { makeConnectedCompany, type RealmLike } from './make-company.ts';
import { resolveDue } from './run-due.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

export type QuickbooksCall = {
  n: number;
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  replayed: boolean;
};

/** An invoice as the emulator stores it. */
export type LedgerInvoice = {
  Id: string;
  TotalAmt: number;
  CustomerRef: { value: string };
  EmailStatus: string;
  BillEmail?: { Address: string };
  BillEmailCc?: { Address: string };
  BillEmailBcc?: { Address: string };
};

type RealmContents = {
  invoices: LedgerInvoice[];
  customers: { Id: string; DisplayName: string; Active: boolean }[];
  items: { Id: string; Name: string; Active: boolean }[];
  mails: { invoiceId: string; to: string; cc?: string; bcc?: string }[];
};

/** Response of a call: the draft's status, or the error's code. */
type Answer = { status: number; body: DraftStatus & { error?: { code: string } } };

/**
 * Opens a server with its own database, a connected company, and calls of its connection owner.
 * Requests to QuickBooks time out after ten seconds, long enough for a busy machine; the clock
 * moves only when it is advanced.
 */
export const openDraftFixture = async (
  like: RealmLike = 'us',
  { test, env = {} }: { test?: TestApp; env?: Record<string, string> } = {},
) => {
  const app = test ?? (await buildTestApp({ env: { QUICKBOOKS_TIMEOUT_MS: '10000', ...env } }));
  const company = await makeConnectedCompany(app.dependencies, { like });
  const { apiUrl } = app.dependencies.settings.quickbooks;
  const { realmId } = company;
  let seen = 0;

  const everyCall = () =>
    control<QuickbooksCall[]>(apiUrl, 'GET', `journal?realm=${realmId}&after=${seen}`);
  const journal = async () => {
    const all = await everyCall();
    return all.filter(({ path }) => path.startsWith(`/v3/company/${realmId}/`));
  };
  const realmContents = () => control<RealmContents>(apiUrl, 'GET', `realms/${realmId}/contents`);
  const before = new Set((await realmContents()).invoices.map((invoice) => invoice.Id));

  const as = (user: PipedriveUser) => ({
    call: (action: `${string}/${string}`, input: object) => app.call(user, action, input),
  });
  const { call } = as(company.owner);

  /** The form's details in this currency, with the rate that the form would load for it. */
  const withRate = async (form: DraftForm, currency: string) => {
    const details = { ...form.content.details, currency };
    const of = missingRate(details, form.profile);
    if (!of) return details;
    const { rate } = (await call('company-profile/exchangeRate', of)).body as { rate: string };
    return { ...details, exchangeRate: { ...of, rate, from: 'quickbooks' as const } };
  };

  return {
    ...app,
    company,
    /**
     * Opens a fresh form of this deal with one line of 100.00, for an existing customer if there is
     * a candidate.
     */
    async form(deal = 'withoutProducts', differs: Partial<DraftContent> = {}) {
      const dealId = company.deals[deal] ?? 0;
      const opened = await call('drafts/open', { dealId, draftId: null, fresh: true });
      const form = opened.body as DraftForm;
      const [line] = form.content.lines;
      const [who] = form.candidates;
      if (!line) throw new Error('The form has no line');
      const content: DraftContent = {
        ...form.content,
        customer: {
          ...form.content.customer,
          choice: who
            ? { kind: 'existing', id: who.id, name: who.name, currency: who.currency }
            : { kind: 'new', name: form.content.customer.to },
        },
        details: await withRate(form, who?.currency ?? form.profile.homeCurrency),
        lines: [
          {
            ...line,
            item: { id: '6', name: 'Standing desk', taxable: true },
            quantity: '1',
            unitPrice: '100.00',
            taxCodeId: form.profile.taxRegime === 'per_line' ? '2' : 'NON',
          },
        ],
        discount: { kind: 'none' },
        ...differs,
      };
      return { draftId: form.status.id, dealId, version: form.status.version, content };
    },
    /** Presses *Create*. */
    create: async (form: object) => (await call('drafts/create', form)) as Answer,
    status: async (draftId: string) => (await call('drafts/status', { draftId })) as Answer,
    choose: async (draftId: string, invoiceId: string | null) =>
      (await call('drafts/choose', { draftId, invoiceId })) as Answer,
    /** Runs one round of the background work on drafts that are being sent. */
    resolve: () => resolveDue(app.dependencies, ['create_invoice', 'draft_customer', 'draft_item']),
    /** Schedules a fault for the next read of one invoice or customer. */
    faultOnRead: (fault: object) =>
      control(apiUrl, 'POST', 'faults', {
        match: { realm: realmId, method: 'GET', path: '/(invoice|customer)/\\d+$' },
        ...fault,
      }),
    /**
     * Schedules a fault for the next post of this entity; with `''`, for the next call to the
     * realm.
     */
    fault: (
      fault: object,
      entity: 'invoice' | 'customer' | 'item' | 'term' | 'query' | 'batch' | '' = 'invoice',
    ) =>
      control(apiUrl, 'POST', 'faults', {
        match: {
          realm: realmId,
          path: `/v3/company/${realmId}/${entity}`,
          ...(entity !== '' && { method: 'POST' }),
        },
        ...fault,
      }),
    switches: (switches: object) => control(apiUrl, 'POST', 'settings', { realmId, ...switches }),
    /** Makes `calls` return only later calls. */
    async forgetCalls() {
      const all = await everyCall();
      seen = all.at(-1)?.n ?? seen;
    },
    /** Calls that the realm has received: `POST invoice`, `POST query`. */
    async calls() {
      return (await journal()).map(({ method, path }) => `${method} ${path.split('/')[4] ?? ''}`);
    },
    /** Invoices, customers and items that were sent to the realm. */
    async writes() {
      const sent = /\/(invoice|customer|item)$/;
      return (await journal()).filter(({ method, path }) => method === 'POST' && sent.test(path));
    },
    /** Request ids of the calls that have one, in order. */
    async requestIds() {
      return (await journal()).flatMap(({ query }) => query.requestid ?? []);
    },
    /** Invoices that were created after the fixture was opened. */
    async made() {
      return (await realmContents()).invoices.filter((invoice) => !before.has(invoice.Id));
    },
    realmContents,
    /** E-mails that QuickBooks sent. */
    mails: async () => (await realmContents()).mails,
    /** Schedules a fault for the next request to send an invoice. */
    faultOnSend: (fault: object) =>
      control(apiUrl, 'POST', 'faults', {
        match: { realm: realmId, method: 'POST', path: '.*/send$' },
        ...fault,
      }),
    /** Runs one round of the background work on e-mails of invoices. */
    resolveSends: () => resolveDue(app.dependencies, ['send_invoice']),
    /** Hides a deal from the connection owner in Pipedrive. */
    hideDeal: (dealId: number) =>
      control(app.dependencies.settings.pipedrive.oauthUrl, 'POST', `deals/${dealId}`, {
        companyId: company.companyId,
        hidden_from: [company.owner.userId],
      }),
    /** Deletes an invoice as an accountant would. */
    async deleteInQuickbooks(invoiceId: string) {
      const invoice = (await realmContents()).invoices.find(({ Id }) => Id === invoiceId);
      await writeInQuickbooks(app.dependencies, realmId, 'Invoice', { ...invoice }, 'delete');
    },
  };
};

export type DraftFixture = Awaited<ReturnType<typeof openDraftFixture>>;

/**
 * Options for tests in which QuickBooks does not respond: requests time out after three seconds.
 */
export const impatient = { env: { QUICKBOOKS_TIMEOUT_MS: '3000' } };

/** Milliseconds after which every request sent before has ended: a little over two minutes. */
export const untilOver = 130_000;
