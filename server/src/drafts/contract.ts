import * as z from 'zod';
import { candidate, trouble } from '../customers/contract.ts';
import { invoiceRow } from '../invoices/contract.ts';
import { mappedField, numberPattern } from '../preferences/contract.ts';
import { deliveries } from '../shared/checks/check-delivery.ts';
import { estimateTroubles } from '../shared/checks/check-estimate.ts';
import { fieldError } from '../shared/checks/field-error.ts';
import { inputLimits } from '../shared/checks/input-limits.ts';
import { companyProfile } from '../shared/contract/company-profile.ts';
import { act, read } from '../shared/contract/contract.ts';
import { leftToBillOf } from '../shared/contract/deal-ledger.ts';
import { type DraftContent, draftContent, draftLine } from '../shared/contract/draft-content.ts';
import { invoiceFieldName } from '../shared/contract/invoice-fields.ts';
import { knownRecords } from '../shared/contract/known-records.ts';
import { numberTrouble } from '../shared/contract/number-trouble.ts';
import { recipients } from '../shared/contract/recipients.ts';
import { taxRoundings } from '../shared/tax/tax-rounding.ts';
import { changedText } from '../shared/text/changed-text.ts';

/** Why QuickBooks refused the last attempt. */
export const refusal = z.object({
  /** Errors of fields, where QuickBooks' fault identifies them. */
  fields: z.array(fieldError),
  faultCode: z.string(),
  said: z.string(),
  tid: z.string().nullable(),
});

export const draftState = z.enum([
  'editing',
  /** Being sent to QuickBooks; read-only. */
  'sending',
  /** The operation is unconfirmed; lookups find out whether the invoice exists. */
  'unknown',
  /** Several invoices in QuickBooks match; the user chooses. */
  'choose',
  'created',
]);

/** State of a draft, polled while it is `sending` or `unknown`. */
export const draftStatus = z.object({
  id: z.string(),
  version: z.number().int(),
  state: draftState,
  /** When it was last sent, ISO instant. */
  sentAt: z.string().nullable(),
  /** Set once the invoice is known to exist. */
  invoice: invoiceRow.nullable(),
  /**
   * The form's totals compared with QuickBooks'. Null until created; `expected` is null when only
   * QuickBooks can calculate the tax.
   */
  totalsComparison: z
    .object({
      agrees: z.boolean(),
      /** The other tax rounding, if it gives QuickBooks' totals and the form's does not. */
      roundedAs: z.enum(taxRoundings).nullish(),
      rows: z.array(
        z.object({
          what: z.enum(['subtotal', 'discount', 'shipping', 'tax', 'total']),
          expected: z.string().nullable(),
          actual: z.string(),
        }),
      ),
      /** Texts in which QuickBooks stored `?` for characters it does not support. */
      texts: z.array(changedText).optional(),
    })
    .nullable(),
  refusal: refusal.nullable(),
  /** The e-mail that *Create and send* or a later *Send* asked for; null without one. */
  sending: z
    .object({
      /** `checking`: the response was lost; `not_known`: no lookup could decide. */
      state: z.enum(['sending', 'checking', 'sent', 'not_sent', 'not_known']),
      ...recipients.shape,
      /** QuickBooks' reason of a refusal. */
      said: z.string().nullable(),
    })
    .nullable(),
  /** True when an earlier attempt is known to have created nothing. */
  notCreated: z.boolean(),
  /** Candidates in state `choose`, else empty. */
  found: z.array(invoiceRow),
});

/** Not validated, so that a draft stored before a limit existed still opens. */
const storedContent: z.ZodType<DraftContent> = z.any();

export const draftForm = z.object({
  status: draftStatus,
  /** ISO instant of the last save; null for a form that was never saved. */
  savedAt: z.string().nullable(),
  /** Date in the company's time zone. */
  today: z.string(),
  /** ISO instant at which `room` was calculated. */
  openedAt: z.string(),
  content: storedContent,
  profile: companyProfile,
  candidates: z.array(candidate),
  /** The chosen, else linked customer, when it can no longer be invoiced. */
  lost: z
    .object({
      customer: z.object({ id: z.string(), name: z.string() }),
      trouble,
      /** URL of the customer's page in QuickBooks. */
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
  /** The entry of the deal's billing plan that this invoice bills; null for other invoices. */
  instalment: z
    .object({
      entryId: z.string(),
      label: z.string(),
      amount: z.string(),
      currency: z.string(),
      number: z.number(),
      count: z.number(),
    })
    .nullable(),
  /** What the plan has planned for other invoices, in the deal's currency. */
  planned: z.string(),
  /** Mapped fields that Pipedrive no longer has. */
  missingFields: z.array(z.union([mappedField, invoiceFieldName])),
  known: knownRecords,
  /** The deal's e-mail address and the company's copies, for a customer without remembered ones. */
  usualRecipients: recipients,
  /**
   * The number by the company's pattern, else the next one when custom transaction numbers are on;
   * null when QuickBooks assigns it.
   */
  proposedNumber: z.string().nullable(),
  /** Why the pattern gives no number, or one that is too long. */
  numberTrouble: numberTrouble.nullable(),
});

export type DraftForm = z.infer<typeof draftForm>;
export type LostCustomer = NonNullable<DraftForm['lost']>;
export type DraftStatus = z.infer<typeof draftStatus>;
export type TotalsComparison = NonNullable<DraftStatus['totalsComparison']>;
export type Refusal = z.infer<typeof refusal>;

const openEstimate = z.object({
  id: z.string(),
  number: z.string(),
  issueDate: z.string(),
  expiresOn: z.string().nullable(),
  status: z.enum(['pending', 'accepted']),
  currency: z.string(),
  total: z.string(),
  lines: z.array(draftLine),
  /** Lines that were not copied: bundles, and shipping where the company has turned it off. */
  left: z.number().int(),
  discount: draftContent.shape.discount,
  shipping: draftContent.shape.shipping.unwrap().nullable(),
  /** Null where the company's tax has no modes. */
  taxMode: draftContent.shape.details.shape.taxMode.nullable(),
  salesTaxCodeId: z.string().nullable(),
});

export type OpenEstimate = z.infer<typeof openEstimate>;

const draft = z.object({ draftId: z.uuid() });

/** The entry of the billing plan that a form was opened for, as it was then. */
const billedEntry = z.object({
  entryId: z.uuid(),
  amount: z.string().max(inputLimits.number),
  currency: z.string().max(inputLimits.code),
});

export type BilledEntry = z.infer<typeof billedEntry>;

/** The draft and the other fields of the request. */
const draftRequestBytes = inputLimits.draftBytes + 1024;

export const drafts = {
  /**
   * The deal's unfinished draft, or a form filled from the deal. `fresh` begins another draft while
   * one is unfinished; a draft that is being sent is always returned first.
   */
  open: read(
    z.object({
      dealId: z.number().int().positive(),
      draftId: z.uuid().nullable(),
      fresh: z.boolean(),
      /**
       * Fills the form with what the deal has more than its invoices billed. Throws not_possible
       * when it has not.
       */
      difference: z.boolean().optional(),
      /** Opens the draft of this entry of the billing plan, or a form filled for it. */
      entryId: z.uuid().optional(),
    }),
    draftForm,
  ),
  /**
   * Saves the draft; `version` is the one the user saw, 0 for the first save. Throws plan_changed when
   * it is no longer the draft of its entry.
   */
  save: act(
    draft.extend({
      dealId: z.number().int().positive(),
      version: z.number().int().min(0),
      content: draftContent,
      /** Absent for other invoices, and in requests of older pages. */
      entry: billedEntry.optional(),
    }),
    z.object({ version: z.number().int(), savedAt: z.string() }),
    { bytes: draftRequestBytes },
  ),
  /** Discards the version the user saw; another tab may have saved a newer one. */
  discard: act(draft.extend({ version: z.number().int().min(0) }), z.object({})),
  /** Saves and sends; for a draft that was sent before, only returns its status. */
  create: act(
    draft.extend({
      dealId: z.number().int().positive(),
      version: z.number().int().min(0),
      content: draftContent,
      /** As in `save`. */
      entry: billedEntry.optional(),
      /** ISO instant up to which the user knows the deal's invoices; absent skips this check. */
      knownAt: z.string().max(40).optional(),
      /** Absent in requests of older pages. */
      delivery: z.enum(deliveries).default('none'),
    }),
    /** `already`: an earlier request sent the draft, possibly with other content. */
    draftStatus.extend({ already: z.boolean() }),
    { bytes: draftRequestBytes },
  ),
  /**
   * The customer's newest invoice in this currency, to repeat its lines; null when there is none.
   */
  lastInvoice: read(
    z.object({
      dealId: z.number().int().positive(),
      customerId: z.string().max(40),
      currency: z.string().max(inputLimits.code),
    }),
    z.object({
      invoice: z
        .object({
          number: z.string(),
          issueDate: z.string(),
          lines: z.array(draftLine),
          /** Lines that were not copied: bundles, shipping. */
          left: z.number().int(),
        })
        .nullable(),
    }),
  ),
  /**
   * What the mirror of QuickBooks knows about the records that a form names; at most one call,
   * while names are not mirrored yet.
   */
  knownRecords: read(
    draft.extend({
      dealId: z.number().int().positive(),
      /** Display name of a new customer. */
      name: z.string().max(inputLimits.name).nullable(),
      customerId: z.string().max(40).nullable(),
      /** Currency of the invoice; absent in requests of older pages. */
      currency: z.string().max(inputLimits.code).default(''),
      itemIds: z.array(z.string().max(40)).max(inputLimits.lines),
      /** Names of items to create; absent in requests of older pages. */
      newItemNames: z.array(z.string().max(inputLimits.name)).max(inputLimits.lines).optional(),
      number: z.string().max(inputLimits.name).nullable(),
      /** Reads from QuickBooks again what is a problem in the mirror. */
      again: z.boolean().optional(),
    }),
    knownRecords,
  ),
  /**
   * The number that a pattern, which may not be saved yet, gives the next invoice of a deal.
   * Without a connection no number counts as used. Throws not_owner.
   */
  previewNumber: read(
    z.object({ dealId: z.number().int().positive(), numberPattern }),
    z.object({
      number: z.string().nullable(),
      trouble: numberTrouble.nullable(),
      dealTitle: z.string(),
    }),
  ),
  /**
   * Estimates of the customer that an invoice can start from: pending or accepted, not expired and
   * not billed, newest first. One read of QuickBooks; none when the company uses no estimates.
   */
  estimates: read(
    z.object({
      dealId: z.number().int().positive(),
      customerId: z.string().max(inputLimits.id),
      /** The estimate that the draft is linked to. */
      linkedId: z.string().max(inputLimits.id).nullable(),
    }),
    z.object({
      estimates: z.array(openEstimate),
      /** True when the customer may have further ones. */
      more: z.boolean(),
      /** Why the linked estimate can no longer be linked; null when it can, or is unknown. */
      trouble: z.enum(estimateTroubles).nullable(),
    }),
  ),
  status: read(draft, draftStatus),
  /** In state `choose`: selects one of the candidates, or none. */
  choose: act(draft.extend({ invoiceId: z.string().max(40).nullable() }), draftStatus),
};
