import * as z from 'zod';
import { context } from '../invoices/contract.ts';
import { fieldError } from '../shared/checks/field-error.ts';
import { companyProfile } from '../shared/contract/company-profile.ts';
import { act, read } from '../shared/contract/contract.ts';
import { newCustomer } from '../shared/contract/new-customer.ts';

export const matchReasons = [
  'saved_link',
  /** Invoices of the customer it was linked to are this one's now. */
  'merged',
  'email',
  'name',
  'alike',
] as const;

export const customerRow = z.object({
  id: z.string(),
  /** Of a sub-customer with its parents', `Northgate:Reading room`. */
  name: z.string(),
  email: z.string().nullable(),
  /** One line, for telling look-alikes apart. */
  address: z.string().nullable(),
  /** In lines; null where it has none, absent where it was not read. */
  shipAddress: z.string().nullable().optional(),
  currency: z.string().nullable(),
});

export const candidate = customerRow.extend({ reason: z.enum(matchReasons) });

export type CustomerRow = z.infer<typeof customerRow>;
export type Candidate = z.infer<typeof candidate>;

/** One of Address, Email, Tax ID where Pipedrive's and QuickBooks' differ. */
export const difference = z.object({
  field: z.enum(['address', 'email', 'taxId']),
  pipedrive: z.string(),
  quickbooks: z.string(),
  /** QuickBooks has this text with `?` for letters it did not keep. */
  lettersLost: z.boolean(),
});

export type Difference = z.infer<typeof difference>;

/** In QuickBooks it is no longer there, merged into the first of the candidates, or inactive. */
export const trouble = z.enum(['gone', 'merged', 'inactive']);

export type Trouble = z.infer<typeof trouble>;

/** What it takes to create the customer. */
const creating = z.object({
  /** As it was typed last, else as Pipedrive says it. */
  proposed: newCustomer,
  /** The last attempt, where it did not succeed. */
  last: z
    .object({
      /** `checking`: its answer was lost, and it is being looked into. */
      state: z.enum(['checking', 'not_created', 'not_known', 'refused']),
      name: z.string(),
      /** What QuickBooks refused, where that could be told to a field, and its own sentence. */
      fields: z.array(fieldError),
      said: z.string(),
    })
    .nullable(),
  profile: companyProfile.pick({
    country: true,
    homeCurrency: true,
    multiCurrency: true,
    currencies: true,
  }),
});

const customerLink = z.object({
  /**
   * Unless `active`, this is what we know ourselves: QuickBooks wants a new consent (`broken`) or does
   * not answer (`away`).
   */
  connection: z.enum(['active', 'broken', 'away']),
  /** Whose customer it is; null for a deal with neither organization nor person. */
  party: z
    .object({ of: z.enum(['organization', 'person']), id: z.number().int(), name: z.string() })
    .nullable(),
  link: z
    .object({
      customer: customerRow,
      why: z.enum(['picked', 'created']),
      /** Empty when that user has left. */
      linkedBy: z.string(),
      /** ISO instant. */
      since: z.string(),
      /** QuickBooks' page of the customer. */
      openUrl: z.string(),
      trouble: trouble.nullable(),
      /** The name it was created with, where QuickBooks stored `?` for letters of it. */
      typedName: z.string().nullable(),
    })
    .nullable(),
  differences: z.array(difference),
  candidates: z.array(candidate),
  /** Null while none can be created. */
  creating: creating.nullable(),
  /** False when the company's preference turns the offer to update QuickBooks off. */
  offer: z.boolean(),
  /** A change of this customer whose answer was lost is being looked into. */
  checking: z.boolean(),
});

export type CustomerLink = z.infer<typeof customerLink>;

export const customers = {
  /** Customers that may be the place's organization or person, the likeliest first. */
  candidates: read(
    z.object({
      context,
      name: z.string().max(2000),
      email: z.string().max(2000),
    }),
    z.object({ candidates: z.array(candidate) }),
  ),
  /** All customers by a piece of their name, `page` from 0. */
  search: read(
    z.object({ context, text: z.string().max(200), page: z.number().int().min(0).max(1000) }),
    z.object({ customers: z.array(customerRow), more: z.boolean() }),
  ),
  /** Where QuickBooks would write to a customer, empty where it does not know: one read. */
  email: read(
    z.object({ context, customerId: z.string().max(40) }),
    z.object({ email: z.string() }),
  ),
  /** Which QuickBooks customer the place's organization or person is, why, and what differs. */
  link: read(z.object({ context }), customerLink),
  change: act(z.object({ context, customerId: z.string().max(40) }), customerLink),
  unlink: act(z.object({ context }), customerLink),
  /**
   * Creates a customer in QuickBooks and links it. Where one is linked that can be invoiced, only `instead` of
   * that one.
   */
  create: act(
    z.object({ context, customer: newCustomer, instead: z.string().max(40).optional() }),
    z.object({ checking: z.boolean() }),
  ),
  /** Whether a new customer is being looked into; asks QuickBooks nothing. */
  creating: read(z.object({ context }), z.object({ checking: z.boolean() })),
  /** What differs between these details and that customer; one read, none while it is being checked. */
  compare: read(
    z.object({
      context,
      customerId: z.string().max(40),
      details: z.object({
        address: z.string().max(8000),
        email: z.string().max(2000),
        taxId: z.string().max(2000),
      }),
    }),
    z.object({ differences: z.array(difference), offer: z.boolean(), checking: z.boolean() }),
  ),
  /** Writes the ticked fields to QuickBooks; what differs of them afterwards. */
  update: act(
    z.object({
      context,
      customerId: z.string().max(40),
      fields: z.object({
        address: z.string().max(8000).optional(),
        email: z.string().max(2000).optional(),
        taxId: z.string().max(2000).optional(),
      }),
    }),
    z.object({ differences: z.array(difference), checking: z.boolean() }),
  ),
};
