import type { CustomerLink, customers } from '../customers/contract.ts';
import type { Details } from '../customers/updating/differences.ts';
import type { Place } from '../invoices/contract.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Output } from '../shared/contract.ts';
import type { ErrorBody } from '../shared/error-body.ts';
import type { NewCustomer } from '../shared/new-customer.ts';
import { writeInBooks } from './books-as-accountant.ts';
import { control } from './control.ts';
import { openListDesk } from './list-desk.ts';
import type { BooksLike } from './make-company.ts';
import { resolveDue } from './run-due.ts';

type Updated = Output<typeof customers.update> & Partial<ErrorBody>;

/** A customer as it stands in the stand-in's books. */
export type InBooks = {
  Id: string;
  SyncToken: string;
  DisplayName: string;
  Active: boolean;
  BillAddr?: Record<string, string>;
  PrimaryEmailAddr?: { Address: string };
  ResaleNum?: string;
  PrimaryTaxIdentifier?: string;
};

/** Somebody who keeps a customer's details right: the organization of the deal is the customer 1. */
export const openCustomerDesk = async (
  like: BooksLike = 'us',
  { env = {} }: { env?: Record<string, string> } = {},
) => {
  const desk = await openListDesk(like, { env });
  const { holder, realmId } = desk.company;
  const { apiUrl } = desk.doors.settings.quickbooks;

  const inBooks = async (id = '1') => {
    const { customers } = (await desk.ledger()) as unknown as { customers: InBooks[] };
    return customers.find(({ Id }) => Id === id);
  };

  return {
    ...desk,
    inBooks,
    link: (place: Place = desk.here) => desk.ask<CustomerLink>('customers/link', { place }),
    change: (customerId: string, place: Place = desk.here) =>
      desk.ask<CustomerLink>('customers/change', { place, customerId }),
    unlink: (place: Place = desk.here) => desk.ask<CustomerLink>('customers/unlink', { place }),
    compare: (details: Details, customerId = '1') =>
      desk.ask<Output<typeof customers.compare>>('customers/compare', {
        place: desk.here,
        customerId,
        details: { address: '', email: '', taxId: '', ...details },
      }),
    /** Ticks these and presses *Update*; how it ended. */
    async update(fields: Details, { customerId = '1', user = holder as PipedriveUser } = {}) {
      const input = { place: desk.here, customerId, fields };
      return (await desk.call(user, 'customers/update', input)) as {
        status: number;
        body: Updated;
      };
    },
    /** Fills in a new customer and presses *Create*; how it ended. */
    async createCustomer(
      differs: Partial<NewCustomer> = {},
      {
        user = holder as PipedriveUser,
        place = desk.here as Place,
        instead = undefined as string | undefined,
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
      return (await desk.call(user, 'customers/create', { place, customer, instead })) as {
        status: number;
        body: Output<typeof customers.create> & Partial<ErrorBody>;
      };
    },
    creating: async (place: Place = desk.here) =>
      (await desk.ask<{ checking: boolean }>('customers/creating', { place })).checking,
    /** All of the books' customers of this name. */
    async named(name: string) {
      const { customers } = (await desk.ledger()) as unknown as { customers: InBooks[] };
      return customers.filter(({ DisplayName }) => DisplayName === name);
    },
    /** What somebody does to a customer in QuickBooks. */
    async edit(change: Record<string, unknown>, id = '1') {
      const { SyncToken } = (await inBooks(id)) ?? {};
      const body = { Id: id, SyncToken, sparse: true, ...change };
      return writeInBooks(desk.doors, realmId, 'Customer', body);
    },
    addCustomer: async (DisplayName: string) =>
      (await writeInBooks(desk.doors, realmId, 'Customer', { DisplayName })).Id,
    merge: (from: string, into: string) =>
      control(apiUrl, 'POST', `realms/${realmId}/customers/merge`, { from, into }),
    /** How many writes of customers these books have received. */
    async writes() {
      return (await desk.calls()).filter((call) => call === 'POST customer').length;
    },
    /** Lets something happen in the books between our next look at a customer and what follows it. */
    afterNextRead(happens: () => Promise<unknown>) {
      const { quickbooks } = desk.doors;
      const { customerDetails } = quickbooks;
      quickbooks.customerDetails = async (...which) => {
        quickbooks.customerDetails = customerDetails;
        const found = await customerDetails(...which);
        await happens();
        return found;
      };
    },
    /** Runs one round of the background work on changes of customers. */
    settleChanges: () => resolveDue(desk.doors, ['create_customer', 'update_customer']),
  };
};

export type CustomerDesk = Awaited<ReturnType<typeof openCustomerDesk>>;
