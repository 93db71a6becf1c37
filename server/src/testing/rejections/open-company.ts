import { randomUUID } from 'node:crypto';
import { freshCompanyProfile } from '../../company-profile/company-profile.ts';
import { activeConnection } from '../../connection/invoice-access.ts';
import { linesOfNewItems } from '../../drafts/creating/created-items.ts';
import { recordsNamedIn } from '../../drafts/preflight/known-records.ts';
import type { Fix } from '../../shared/checks/fixes.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import type { FieldError } from '../../shared/contract/error-body.ts';
import type { KnownRecords } from '../../shared/contract/known-records.ts';
import type { NewCustomer } from '../../shared/contract/new-customer.ts';
import type { TestApp } from '../build-test-app.ts';
import { control } from '../control.ts';
import { type DraftFixture, openDraftFixture } from '../draft-fixture.ts';
import { mirrorEverything } from '../mirror-everything.ts';
import { writeInQuickbooks } from '../write-in-quickbooks.ts';
import { type CompanyName, records, setupOf } from './companies.ts';
import { changed } from './row.ts';

type Stored = Record<string, unknown> & { Id: string };

/** What a write without checks did: the fault, or the body sent and what QuickBooks stored. */
export type Sent =
  | { fault: { code: string; element: string | null }[] }
  | { invoice: Pair; customer: Pair | null };

export type Pair = { sent: Record<string, unknown>; stored: Stored };

/** What the server said to `drafts/create`. */
export type Created =
  | { refused: FieldError[]; writes: string[] }
  | { invoice: Pair; customer: Pair | null };

/** Opens the companies of the table, with their records and the mirror of them. */
export const openCompanies = async (app: TestApp, names: readonly CompanyName[]) => {
  const arranged = await Promise.all(names.map((name) => arrangeCompany(app, name)));
  await mirrorEverything(app.dependencies, app.clock, ...arranged.map(({ company }) => company));
  return new Map(
    await Promise.all(
      arranged.map(async (fixture, at) => [names[at], await openCompany(fixture)] as const),
    ),
  );
};

const arrangeCompany = async (app: TestApp, name: CompanyName): Promise<DraftFixture> => {
  const { like, changes = [], settings } = setupOf(name);
  const fixture = await openDraftFixture(like, { test: app });
  const { dependencies } = fixture;
  const { realmId } = fixture.company;
  const write = (entity: 'Customer' | 'Item', Id: string) =>
    writeInQuickbooks(dependencies, realmId, entity, {
      Id,
      SyncToken: '0',
      sparse: true,
      Active: false,
    });
  await write('Customer', records.inactiveCustomer);
  await write('Item', records.inactiveItem);
  const { apiUrl } = dependencies.settings.quickbooks;
  for (const [path, body] of changes)
    await control(apiUrl, 'POST', `realms/${realmId}/${path}`, body);
  if (settings) await fixture.switches(settings);
  return fixture;
};

const openCompany = async (fixture: DraftFixture) => {
  const { company, dependencies } = fixture;
  const { owner, realmId } = company;
  const { apiUrl } = dependencies.settings.quickbooks;
  const ctx = fixture.as(owner);
  const realm = { connectionId: company.connectionId, realmId };
  const readProfile = async () => freshCompanyProfile(ctx, await activeConnection(ctx));
  let profile = await readProfile();
  const form = await fixture.form();
  const policy = { unknownProducts: 'create_item', accountId: '1', taxable: true };
  await fixture.call(owner, 'items/changeSettings', policy);
  const grant = { realmId };
  const { access_token: token } = await control<{ access_token: string }>(
    apiUrl,
    'POST',
    'grants',
    grant,
  );

  const read = async (entity: 'Invoice' | 'Customer', id: string): Promise<Stored> => {
    const response = await fetch(
      `${apiUrl}/v3/company/${realmId}/${entity.toLowerCase()}/${id}?format=json`,
      { headers: { authorization: `Bearer ${token}`, accept: 'application/json' } },
    );
    return ((await response.json()) as Record<string, Stored>)[entity] as Stored;
  };

  /** Creates, and throws the fault of a refusal. */
  const createWith = async <Value extends { id: string }>(
    create: () => Promise<{ kind: string; value?: Value; fault?: unknown }>,
  ) => {
    const answer = await create();
    if (answer.kind === 'done' && answer.value) return answer.value.id;
    throw answer;
  };

  return {
    /** A draft without problems; without a number, which each row would use up. */
    base: changed(form.content, { 'details.number': '' }),
    profile: () => profile,

    /** Sends the draft as the server does, but without any check. */
    async send(content: DraftContent, as: CompanyProfile): Promise<Sent> {
      const { quickbooks } = dependencies;
      const { choice } = content.customer;
      try {
        let customer: Pair | null = null;
        if (choice.kind === 'new') {
          const sent = quickbooks.customerBody(newCustomerOf(content), as);
          const create = () => quickbooks.createCustomer(realm, sent, randomUUID());
          customer = { sent, stored: await read('Customer', await createWith(create)) };
        }
        const chosenId = choice.kind === 'existing' ? choice.id : '';
        const [newItem] = linesOfNewItems(content);
        if (newItem) {
          const { name = '', taxable = null } = newItem.item ?? {};
          const item = { name, accountId: '1', taxable, taxCodeId: null };
          const body = quickbooks.itemBody(item);
          await createWith(() => quickbooks.createItem(realm, body, randomUUID()));
        }
        const sent = quickbooks.invoiceBody(content, as, customer?.stored.Id ?? chosenId);
        const create = () => quickbooks.createInvoice(realm, sent, randomUUID());
        const stored = await read('Invoice', await createWith(create));
        return { invoice: { sent, stored }, customer };
      } catch (answer) {
        return { fault: faultOf(answer) };
      }
    },

    /** Presses *Create*. */
    async create(content: DraftContent): Promise<Created> {
      const draftId = randomUUID();
      await fixture.forgetCalls();
      const request = { draftId, dealId: form.dealId, version: 0, content };
      const { status, body } = await fixture.create(request);
      const writes = await fixture.writes();
      if (body.state !== 'created') {
        const error = body.error as { fields?: FieldError[] } | undefined;
        if (status !== 422 || !error?.fields) throw new Error(JSON.stringify(body));
        return { refused: error.fields, writes: writes.map(({ path }) => path) };
      }
      const sentTo = (entity: string) =>
        writes.find(({ path }) => path.endsWith(`/${entity}`))?.body as Pair['sent'] | undefined;
      const stored = await read('Invoice', body.invoice?.id ?? '');
      const customerBody = sentTo('customer');
      const { value } = stored.CustomerRef as { value: string };
      return {
        invoice: { sent: sentTo('invoice') ?? {}, stored },
        customer: customerBody
          ? { sent: customerBody, stored: await read('Customer', value) }
          : null,
      };
    },

    /** What the mirror of QuickBooks knows about the records of the draft. */
    async known(content: DraftContent): Promise<KnownRecords> {
      const named = recordsNamedIn(randomUUID(), content);
      const input = { dealId: form.dealId, ...named };
      return (await fixture.call(owner, 'drafts/knownRecords', input)).body as KnownRecords;
    },

    /** Presses *Reactivate*. */
    async reactivate({ of, id }: Extract<Fix, { kind: 'reactivate' }>) {
      const context = { of: 'deal' as const, id: form.dealId };
      const { status } =
        of === 'item'
          ? await fixture.call(owner, 'items/reactivate', { context, itemId: id })
          : await fixture.call(owner, 'customers/reactivate', { context, customerId: id });
      if (status !== 200) throw new Error(`Not reactivated: ${status}`);
    },

    /** Changes settings of the company in QuickBooks; the server reads them again. */
    async change(settings: Record<string, unknown>) {
      await fixture.switches(settings);
      profile = await readProfile();
    },
  };
};

export type OpenedCompany = Awaited<ReturnType<typeof openCompany>>;

const newCustomerOf = ({ customer, details }: DraftContent): NewCustomer => {
  const { choice, address, email, taxId } = customer;
  const name = choice.kind === 'none' ? '' : choice.name;
  return { name, address, email, taxId, currency: details.currency };
};

type Fault = { code: string; element: string | null };

/** All errors of a refusal; QuickBooks answers emoji with a system failure, which has no fault. */
const faultOf = (answer: unknown): Fault[] => {
  const { kind, fault } = answer as { kind?: string; fault?: Fault & { others?: Fault[] } };
  if (kind === 'unclear') return [{ code: '10000', element: null }];
  if (kind !== 'refused' || !fault) throw answer;
  return [fault, ...(fault.others ?? [])].map(({ code, element }) => ({ code, element }));
};
