import * as z from 'zod';
import { context } from '../invoices/contract.ts';
import { act, read } from '../shared/contract/contract.ts';

/**
 * What has a problem, the worst first. `connection`: QuickBooks must be connected again.
 * `permission`: the connection owner's permission in Pipedrive is missing. `feed`: changes in
 * QuickBooks do not arrive. `background`: a background job fails. `operation`: a change at a vendor
 * failed or waits for a decision. `invoice`, `record`: QuickBooks returns a fault instead of a mirrored
 * invoice, or of a payment or another invoice. `event`: the entity of a webhook event could not be
 * read. `field`: a custom field is no longer written. `deal`: Pipedrive refuses to update a deal,
 * organization or person.
 */
export const problemKinds = [
  'connection',
  'permission',
  'feed',
  'background',
  'operation',
  'invoice',
  'record',
  'event',
  'field',
  'deal',
] as const;

export type ProblemKind = (typeof problemKinds)[number];

const invoiceRef = z.object({
  id: z.string(),
  /** Empty when the invoice has no number. */
  number: z.string(),
  customer: z.string(),
});

const dealRef = z.object({
  id: z.number().int(),
  /** Empty when Pipedrive does not return it. */
  title: z.string(),
  /** The deal, or the one that it was merged into; null for a deleted one. */
  url: z.string().nullable(),
});

const partyRef = z.object({
  of: z.enum(['organization', 'person']),
  id: z.number().int(),
  /** Empty when Pipedrive does not return it. */
  name: z.string(),
  url: z.string(),
});

const problem = z.object({
  /** Identifies what has the problem; a later problem of the same thing has the same id. */
  id: z.string(),
  kind: z.enum(problemKinds),
  /** Changes with each new failure. */
  fingerprint: z.string(),
  /** ISO instant; null when it is not known. */
  since: z.string().nullable(),
  /**
   * Of an operation its state, of a deal `forbidden` or `refused`, of a field why it is no longer
   * written; else empty.
   */
  state: z.string(),
  /** Error code, or the fault code of a vendor; null when there is none. */
  code: z.string().nullable(),
  /** The vendor's message; empty when there is none. */
  said: z.string(),
  /** Kind of the operation, entity of the event or record, name of the background job or fact. */
  subject: z.string(),
  /** Name of the custom field, customer or connection owner; of an event or record its id. */
  name: z.string(),
  /**
   * Mirrored name of the customer, item, vendor or employee of an event or background job; empty
   * when unknown, and for other users than the connection owner.
   */
  recordName: z.string(),
  /** Only the connection owner gets invoices, deals, organizations and persons. */
  invoice: invoiceRef.nullable(),
  deal: dealRef.nullable(),
  /** The draft whose invoice is to be created. */
  draftId: z.string().nullable(),
  /** Organization or person whose customer is concerned. */
  party: partyRef.nullable(),
  canRetry: z.boolean(),
  canIgnore: z.boolean(),
  isIgnored: z.boolean(),
});

export type Problem = z.infer<typeof problem>;

/**
 * Kinds of sync records. `read`: the last read of an invoice. `fields`: the last write to the fields
 * of a deal, organization or person.
 */
export const recordKinds = ['operation', 'note', 'read', 'fields'] as const;

export type RecordKind = (typeof recordKinds)[number];

export const recordStates = ['done', 'open', 'failed'] as const;

export type RecordState = (typeof recordStates)[number];

const syncRecord = z.object({
  id: z.string(),
  kind: z.enum(recordKinds),
  /** ISO instant of the last try. */
  at: z.string(),
  direction: z.enum(['from_quickbooks', 'to_quickbooks', 'to_pipedrive']),
  state: z.enum(recordStates),
  /** Of an operation its kind, of a read what caused it; else empty. */
  what: z.string(),
  code: z.string().nullable(),
  said: z.string(),
  invoice: invoiceRef.nullable(),
  deal: dealRef.nullable(),
  party: partyRef.nullable(),
});

export type SyncRecord = z.infer<typeof syncRecord>;

const problemRef = z.object({ id: z.string().max(200) });

export const problems = {
  /**
   * Everything that failed or waits for a person, the worst first, in the whole company or in one
   * context together with what concerns all. Users who do not own the connection get what concerns
   * the company, without invoices. Never calls a vendor, except to see which deals are visible.
   */
  list: read(
    z.object({ context, ignored: z.boolean(), skip: z.number().int().min(0).max(10_000) }),
    z.object({
      rows: z.array(problem),
      /** Number of all matching problems; at most `limit` of each kind are counted. */
      count: z.number().int(),
      /** True when there are more than `count`. */
      more: z.boolean(),
      /** Number of ignored problems among those counted. */
      ignored: z.number().int(),
      /** `skip` of the next page; null on the last one. */
      next: z.number().int().nullable(),
      /** Name of the connection owner; null when this user is the owner. */
      managedBy: z.string().nullable(),
    }),
  ),
  /**
   * Tries again. `solved`: the problem is gone; `failing`: it was tried and failed again; `started`:
   * it is tried in the background. Throws not_owner, not_found when the problem is gone already,
   * not_possible when only the user can decide, and the errors of the vendor's calls.
   */
  retry: act(problemRef, z.object({ outcome: z.enum(['solved', 'failing', 'started']) })),
  /** Sets a problem aside until it fails anew. Throws not_owner, not_found, not_possible. */
  ignore: act(problemRef.extend({ fingerprint: z.string().max(400) }), z.object({})),
  /** Lists an ignored problem again. */
  restore: act(problemRef, z.object({})),
  /** What was synchronized, the latest first; `cursor` is the `next` of the page before. */
  records: read(
    z.object({
      /** Empty selects all. */
      kinds: z.array(z.enum(recordKinds)).max(recordKinds.length),
      states: z.array(z.enum(recordStates)).max(recordStates.length),
      /** Part of an invoice number; empty selects all. */
      number: z.string().max(40),
      cursor: z.string().max(200).nullable(),
    }),
    z.object({
      rows: z.array(syncRecord),
      next: z.string().nullable(),
      /** True when more invoices match the number than are searched. */
      narrow: z.boolean(),
    }),
  ),
};
