import * as z from 'zod';
import { context } from '../invoices/contract.ts';
import { fieldError } from '../shared/checks/field-error.ts';
import { companyProfile } from '../shared/contract/company-profile.ts';
import { act, read } from '../shared/contract/contract.ts';
import { newCustomer } from '../shared/contract/new-customer.ts';
import { customerRow } from '../shared/contract/picker-rows.ts';
import { recipients } from '../shared/contract/recipients.ts';

export const matchReasons = [
  'saved_link',
  /** The invoices of the linked customer belong to this one now. */
  'merged',
  'email',
  'name',
  'alike',
] as const;

export const candidate = customerRow.extend({ reason: z.enum(matchReasons) });

export type Candidate = z.infer<typeof candidate>;

/** A field whose values in Pipedrive and QuickBooks differ. */
export const difference = z.object({
  field: z.enum(['address', 'email', 'taxId']),
  pipedrive: z.string(),
  quickbooks: z.string(),
  /** QuickBooks stored the same text with `?` for characters it does not support. */
  lettersLost: z.boolean(),
});

export type Difference = z.infer<typeof difference>;

/** The customer is missing in QuickBooks, merged into the first candidate, or inactive. */
export const trouble = z.enum(['gone', 'merged', 'inactive']);

export type Trouble = z.infer<typeof trouble>;

/** The form for a new customer. */
const creating = z.object({
  /** Values of the last failed attempt, else those of Pipedrive. */
  proposed: newCustomer,
  /** The last attempt, if it has not succeeded. */
  last: z
    .object({
      /** `checking`: the operation is unconfirmed. */
      state: z.enum(['checking', 'not_created', 'not_known', 'refused']),
      name: z.string(),
      /** Refused fields, where QuickBooks' fault identifies them; `said` is its own sentence. */
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
   * Unless `active`, the rest comes from stored data: the connection must be renewed (`broken`) or
   * QuickBooks is unavailable (`away`).
   */
  connection: z.enum(['active', 'broken', 'away']),
  /** The linked organization or person; null for a deal with neither. */
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
      /** URL of the customer's page in QuickBooks. */
      openUrl: z.string(),
      trouble: trouble.nullable(),
      /** The name it was created with, when QuickBooks stored `?` for characters of it. */
      typedName: z.string().nullable(),
      /** Other organizations and persons with this customer. */
      sharedWith: z.object({
        count: z.number().int(),
        /** At most three, without those hidden from this user. */
        names: z.array(z.string()),
      }),
    })
    .nullable(),
  differences: z.array(difference),
  candidates: z.array(candidate),
  /** Null when no customer can be created. */
  creating: creating.nullable(),
  /** False when the company's preferences switch off the offer to update QuickBooks. */
  offer: z.boolean(),
  /** An update of this customer is unconfirmed. */
  checking: z.boolean(),
});

export type CustomerLink = z.infer<typeof customerLink>;

export const customers = {
  /** Candidates for the organization or person of the context, the likeliest first. */
  candidates: read(
    z.object({
      context,
      name: z.string().max(2000),
      email: z.string().max(2000),
    }),
    z.object({ candidates: z.array(candidate) }),
  ),
  /** Customers whose name contains the text; `page` counts from 0. */
  search: read(
    z.object({ context, text: z.string().max(200), page: z.number().int().min(0).max(1000) }),
    z.object({ customers: z.array(customerRow), more: z.boolean() }),
  ),
  /** The customer's e-mail address in QuickBooks, empty when it has none; one read. */
  email: read(
    z.object({ context, customerId: z.string().max(40) }),
    z.object({ email: z.string() }),
  ),
  /** Recipients of the customer's last invoice from Dealbill, from our own rows; null without one. */
  recipients: read(
    z.object({ context, customerId: z.string().max(40) }),
    z.object({ recipients: recipients.nullable() }),
  ),
  /** The customer linked to the context's organization or person, and differences. */
  link: read(z.object({ context }), customerLink),
  /**
   * Makes an inactive customer active; null while it is not known whether QuickBooks did. Throws
   * invalid_input when another customer, vendor or employee has its name.
   */
  reactivate: act(
    z.object({ context, customerId: z.string().max(40) }),
    z.object({ customer: customerRow.nullable() }),
  ),
  change: act(z.object({ context, customerId: z.string().max(40) }), customerLink),
  unlink: act(z.object({ context }), customerLink),
  /**
   * Creates a customer in QuickBooks and links it. An active linked customer is replaced only when
   * `replacedCustomerId` names it.
   */
  create: act(
    z.object({ context, customer: newCustomer, replacedCustomerId: z.string().max(40).optional() }),
    z.object({ checking: z.boolean() }),
  ),
  /** Whether a creation is unconfirmed; without a call to QuickBooks. */
  creating: read(z.object({ context }), z.object({ checking: z.boolean() })),
  /**
   * Differences between the details and the customer; one read, none while an update is
   * unconfirmed.
   */
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
  /** Writes the selected fields to QuickBooks; returns those that differ afterwards. */
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
