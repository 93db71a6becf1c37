import type { CustomerLink, customers } from '../customers/contract.ts';
import type { Details } from '../customers/updating/differences.ts';
import type { Context } from '../invoices/contract.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Output } from '../shared/contract/contract.ts';
import type { ErrorBody } from '../shared/contract/error-body.ts';
import type { NewCustomer } from '../shared/contract/new-customer.ts';
import { control } from './control.ts';
import { openListFixture } from './list-fixture.ts';
import type { RealmLike } from './make-company.ts';
import { resolveDue } from './run-due.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

type Updated = Output<typeof customers.update> & Partial<ErrorBody>;

/** A customer as the emulator stores it. */
export type InQuickbooks = {
  Id: string;
  SyncToken: string;
  DisplayName: string;
  Active: boolean;
  BillAddr?: Record<string, string>;
  PrimaryEmailAddr?: { Address: string };
  ResaleNum?: string;
  PrimaryTaxIdentifier?: string;
};

/**
 * Opens a list fixture with the actions on customers; the deal's organization is linked to customer
 * 1.
 */
export const openCustomerFixture = async (
  like: RealmLike = 'us',
  { env = {} }: { env?: Record<string, string> } = {},
) => {
  const fixture = await openListFixture(like, { env });
  const { owner, realmId } = fixture.company;
  const { apiUrl } = fixture.dependencies.settings.quickbooks;

  const inQuickbooks = async (customerId = '1') => {
    const { customers } = (await fixture.realmContents()) as unknown as {
      customers: InQuickbooks[];
    };
    return customers.find(({ Id }) => Id === customerId);
  };

  return {
    ...fixture,
    inQuickbooks,
    link: (context: Context = fixture.dealContext) =>
      fixture.ask<CustomerLink>('customers/link', { context }),
    change: (customerId: string, context: Context = fixture.dealContext) =>
      fixture.ask<CustomerLink>('customers/change', { context, customerId }),
    unlink: (context: Context = fixture.dealContext) =>
      fixture.ask<CustomerLink>('customers/unlink', { context }),
    compare: (details: Details, customerId = '1') =>
      fixture.ask<Output<typeof customers.compare>>('customers/compare', {
        context: fixture.dealContext,
        customerId,
        details: { address: '', email: '', taxId: '', ...details },
      }),
    /** Selects these fields and presses *Update*; returns the response. */
    async update(fields: Details, { customerId = '1', user = owner as PipedriveUser } = {}) {
      const input = { context: fixture.dealContext, customerId, fields };
      return (await fixture.call(user, 'customers/update', input)) as {
        status: number;
        body: Updated;
      };
    },
    /** Fills in a new customer and presses *Create*; returns the response. */
    async createCustomer(
      differs: Partial<NewCustomer> = {},
      {
        user = owner as PipedriveUser,
        context = fixture.dealContext as Context,
        replacedCustomerId = undefined as string | undefined,
      } = {},
    ) {
      const customer = {
        name: 'Northgate Reading Rooms',
        address: '2 Assembly Square\nBoston, MA 02129',
        email: 'rooms@northgate.example',
        taxId: '04-778',
        currency: '',
        ...differs,
      };
      return (await fixture.call(user, 'customers/create', {
        context,
        customer,
        replacedCustomerId,
      })) as {
        status: number;
        body: Output<typeof customers.create> & Partial<ErrorBody>;
      };
    },
    creating: async (context: Context = fixture.dealContext) =>
      (await fixture.ask<{ checking: boolean }>('customers/creating', { context })).checking,
    /** All customers of the realm with this name. */
    async named(name: string) {
      const { customers } = (await fixture.realmContents()) as unknown as {
        customers: InQuickbooks[];
      };
      return customers.filter(({ DisplayName }) => DisplayName === name);
    },
    /** Edits a customer in QuickBooks. */
    async edit(change: Record<string, unknown>, customerId = '1') {
      const { SyncToken } = (await inQuickbooks(customerId)) ?? {};
      const body = { Id: customerId, SyncToken, sparse: true, ...change };
      return writeInQuickbooks(fixture.dependencies, realmId, 'Customer', body);
    },
    addCustomer: async (DisplayName: string) =>
      (await writeInQuickbooks(fixture.dependencies, realmId, 'Customer', { DisplayName })).Id,
    merge: (fromCustomerId: string, intoCustomerId: string) =>
      control(apiUrl, 'POST', `realms/${realmId}/customers/merge`, {
        from: fromCustomerId,
        into: intoCustomerId,
      }),
    /** Number of customer writes that the realm has received. */
    async writes() {
      return (await fixture.calls()).filter((call) => call === 'POST customer').length;
    },
    /** Runs `happens` once, after our next read of a customer and before what follows it. */
    afterNextRead(happens: () => Promise<unknown>) {
      const { quickbooks } = fixture.dependencies;
      const { customerDetails } = quickbooks;
      quickbooks.customerDetails = async (...which) => {
        quickbooks.customerDetails = customerDetails;
        const found = await customerDetails(...which);
        await happens();
        return found;
      };
    },
    /** Runs one round of the background work on changes of customers. */
    resolveChanges: () => resolveDue(fixture.dependencies, ['create_customer', 'update_customer']),
  };
};

export type CustomerFixture = Awaited<ReturnType<typeof openCustomerFixture>>;
