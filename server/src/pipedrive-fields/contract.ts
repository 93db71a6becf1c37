import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';
import { moneyStatuses } from '../shared/status/invoice-status.ts';

/** Records of Pipedrive whose custom fields Dealbill can write. */
export const recordKinds = ['deal', 'organization', 'person'] as const;

export type RecordKind = (typeof recordKinds)[number];

/** What Dealbill can write to custom fields of a deal, in the order of the settings page. */
export const dealFacts = [
  'amountDue',
  'total',
  'paid',
  'status',
  'dueDate',
  'number',
  'recipient',
  'link',
  'lastPaymentDate',
  'lastPaymentAmount',
] as const;

export type DealFact = (typeof dealFacts)[number];

/** What Dealbill can write to custom fields of an organization or a person. */
export const partyFacts = ['outstanding', 'overdue', 'hasOverdue'] as const;

export type PartyFact = (typeof partyFacts)[number];

const facts = [...dealFacts, ...partyFacts] as const;

export type Fact = DealFact | PartyFact;

/** A fact about one kind of record. */
export type RecordFact = { of: RecordKind; name: Fact };

export const factsOf: Record<RecordKind, readonly Fact[]> = {
  deal: dealFacts,
  organization: partyFacts,
  person: partyFacts,
};

/** Why a field is no longer written, until the user chooses a field again. */
export const fieldProblems = ['deleted', 'wrong_type', 'options_missing'] as const;

export type FieldProblem = (typeof fieldProblems)[number];

/** Value of a fact; amounts are decimal text in their own currency. */
export const factValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('money'), amount: z.string(), currency: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('date'), date: z.string() }),
  z.object({ kind: z.literal('status'), status: z.enum(moneyStatuses) }),
  z.object({ kind: z.literal('answer'), answer: z.enum(['yes', 'no']) }),
]);

export type FactValue = z.infer<typeof factValue>;

const field = z.object({ code: z.string(), name: z.string() });

const recordFields = z.object({
  of: z.enum(recordKinds),
  facts: z.array(
    z.object({
      name: z.enum(facts),
      enabled: z.boolean(),
      /** Name of the field that `create` makes. */
      newField: z.string(),
      /** The chosen field, also while switched off; null when none was chosen yet. */
      field: field.nullable(),
      problem: z.enum(fieldProblems).nullable(),
      /** Existing custom fields of a suitable type that no other fact uses. */
      candidates: z.array(field),
      /** Value for the record of `example`. */
      example: factValue.nullable(),
    }),
  ),
  /**
   * The deal that an invoice was linked to last, or the organization or person that a customer was
   * linked to last; only the connection owner gets it. The name may be empty.
   */
  example: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  /** Number of deals with invoices, or of organizations or persons with a QuickBooks customer. */
  count: z.number().int(),
});

export const pipedriveFields = {
  show: read(
    z.object({}),
    z.object({
      records: z.array(recordFields),
      /** The user whose permission in Pipedrive is used; null while QuickBooks is not connected. */
      writer: z
        .object({
          name: z.string(),
          isYou: z.boolean(),
          /** `must_install`: no permission in Pipedrive; `broken`: reconnect QuickBooks. */
          state: z.enum(['active', 'must_install', 'broken']),
        })
        .nullable(),
      /** Records that Pipedrive refused to update, the latest first; at most five. */
      failures: z.array(
        z.object({
          of: z.enum(recordKinds),
          id: z.number().int(),
          url: z.string(),
          reason: z.enum(['forbidden', 'refused']),
          /** Pipedrive's message. */
          said: z.string(),
          at: z.string(),
        }),
      ),
      /** Number of all records that Pipedrive refused to update. */
      refused: z.number().int(),
      /** Number of records that wait for their update. */
      waiting: z.number().int(),
    }),
  ),
  /**
   * Switches a fact off, or on with a field that is created or exists. Existing fields keep their
   * values. Throws invalid_input (no such fact of these records), not_owner, not_connected,
   * not_found (no such field), not_possible (unsuitable field), pipedrive_forbidden when this user
   * may not create fields.
   */
  choose: act(
    z.object({
      of: z.enum(recordKinds),
      name: z.enum(facts),
      choice: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('off') }),
        z.object({ kind: z.literal('create') }),
        z.object({ kind: z.literal('use'), code: z.string().max(200) }),
      ]),
    }),
    z.object({
      /** Number of records that will be updated. */
      count: z.number().int(),
    }),
  ),
};
