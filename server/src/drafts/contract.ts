import * as z from 'zod';
import { candidate, trouble } from '../customers/contract.ts';
import { invoiceRow, leftToBillOf } from '../invoices/contract.ts';
import { mappedField } from '../preferences/contract.ts';
import { fieldError } from '../shared/checks/field-error.ts';
import { inputLimits } from '../shared/checks/input-limits.ts';
import { companyProfile } from '../shared/contract/company-profile.ts';
import { act, read } from '../shared/contract/contract.ts';
import { type DraftContent, draftContent } from '../shared/contract/draft-content.ts';
import { taxRoundings } from '../shared/tax/tax-rounding.ts';
import { changedText } from '../shared/text/changed-text.ts';

/** Why QuickBooks refused the last attempt. */
export const refusal = z.object({
  /** Errors that could be told to a field. */
  fields: z.array(fieldError),
  faultCode: z.string(),
  said: z.string(),
  tid: z.string().nullable(),
});

export const draftState = z.enum([
  'editing',
  /** On its way; nobody may touch it. */
  'sending',
  /** QuickBooks did not answer clearly; the server is finding out. */
  'unknown',
  /** Several invoices in QuickBooks could be this one; the user says which. */
  'choose',
  'created',
]);

/** Where a draft stands. Asked again while it is `sending` or `unknown`. */
export const draftStatus = z.object({
  id: z.string(),
  version: z.number().int(),
  state: draftState,
  /** When it was last sent, ISO instant. */
  sentAt: z.string().nullable(),
  /** Set once the invoice is known to exist. */
  invoice: invoiceRow.nullable(),
  /**
   * The form's figures beside QuickBooks': null until created, `expected` null where only QuickBooks
   * could know the tax.
   */
  proof: z
    .object({
      agrees: z.boolean(),
      /** The other rounding of tax, when it gives QuickBooks' figures and the form's does not. */
      roundedAs: z.enum(taxRoundings).nullish(),
      rows: z.array(
        z.object({
          what: z.enum(['subtotal', 'discount', 'tax', 'total']),
          expected: z.string().nullable(),
          actual: z.string(),
        }),
      ),
      /** Texts in which QuickBooks stored `?` for letters it does not keep. */
      texts: z.array(changedText).optional(),
    })
    .nullable(),
  refusal: refusal.nullable(),
  /** True when an earlier attempt is known not to have created anything. */
  notCreated: z.boolean(),
  /** In state `choose`. */
  found: z.array(invoiceRow),
});

/** Not checked against the limits: a draft that was stored before a limit existed still opens. */
const storedContent: z.ZodType<DraftContent> = z.any();

export const draftForm = z.object({
  status: draftStatus,
  /** ISO instant of the last save; null for a form nobody touched yet. */
  savedAt: z.string().nullable(),
  /** ISO instant as of which `room` is told. */
  openedAt: z.string(),
  content: storedContent,
  profile: companyProfile,
  candidates: z.array(candidate),
  /** Who was chosen here, else linked before, and can no longer be invoiced. */
  lost: z
    .object({
      customer: z.object({ id: z.string(), name: z.string() }),
      trouble,
      /** QuickBooks' page of that customer. */
      openUrl: z.string(),
    })
    .nullable(),
  deal: z.object({
    id: z.number().int(),
    title: z.string(),
    currency: z.string(),
    organization: z.string().nullable(),
    person: z.string().nullable(),
  }),
  room: leftToBillOf,
  /** Mapped fields that Pipedrive no longer has; the form says so beside them. */
  missingFields: z.array(mappedField),
  /** The next number to propose when custom numbers are on. */
  proposedNumber: z.string().nullable(),
});

export type DraftForm = z.infer<typeof draftForm>;
export type LostCustomer = NonNullable<DraftForm['lost']>;
export type DraftStatus = z.infer<typeof draftStatus>;
export type Proof = NonNullable<DraftStatus['proof']>;
export type Refusal = z.infer<typeof refusal>;

const draft = z.object({ draftId: z.uuid() });

/** The draft, and what the request says besides. */
const draftRequestBytes = inputLimits.draftBytes + 1024;

export const drafts = {
  /**
   * The deal's unfinished draft, or a fresh form filled from the deal. `fresh` begins another draft while
   * one is unfinished; one that is on its way is always shown first.
   */
  open: read(
    z.object({
      dealId: z.number().int().positive(),
      draftId: z.uuid().nullable(),
      fresh: z.boolean(),
    }),
    draftForm,
  ),
  /** Keeps what was typed. The first save writes the row; `version` is the one the user saw. */
  save: act(
    draft.extend({
      dealId: z.number().int().positive(),
      version: z.number().int().min(0),
      content: draftContent,
    }),
    z.object({ version: z.number().int(), savedAt: z.string() }),
    { bytes: draftRequestBytes },
  ),
  /** From the version the user saw; another tab may have typed meanwhile. */
  discard: act(draft.extend({ version: z.number().int().min(0) }), z.object({})),
  /** Saves and sends. Repeating it for a draft on its way, or created, tells where that stands. */
  create: act(
    draft.extend({
      dealId: z.number().int().positive(),
      version: z.number().int().min(0),
      content: draftContent,
      /** ISO instant as of which the user knows the deal's invoices; absent: do not ask about others. */
      knownAt: z.string().max(40).optional(),
    }),
    /** `already`: an earlier request sent it, so it is not known to be what this one says. */
    draftStatus.extend({ already: z.boolean() }),
    { bytes: draftRequestBytes },
  ),
  status: read(draft, draftStatus),
  /** In state `choose`: this one is mine, or none of them is. */
  choose: act(draft.extend({ invoiceId: z.string().max(40).nullable() }), draftStatus),
};
