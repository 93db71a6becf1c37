import * as z from 'zod';
import { mostPlanEntries } from '../shared/billing/schedule.ts';
import { inputLimits } from '../shared/checks/input-limits.ts';
import { act, read } from '../shared/contract/contract.ts';
import { billingFrequencies } from '../shared/contract/draft-content.ts';
import { dateProblem } from '../shared/dates/due-date.ts';
import { valueBases } from '../shared/money/deal-value-basis.ts';
import { moneyStatuses } from '../shared/status/invoice-status.ts';

const dealId = z.number().int().positive();

const plainDate = z.iso
  .date()
  .max(10)
  .refine((date) => dateProblem(date) === null);

/** Above 0, with at most two decimals. */
const amount = z
  .string()
  .max(14)
  .refine((text) => /^\d+(\.\d{1,2})?$/.test(text) && Number(text) > 0);

const period = z.object({
  frequency: z.enum(billingFrequencies),
  from: plainDate,
  to: plainDate,
});

/** What an entry came from; checked with Pipedrive when it is saved. */
const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('installment'), installmentId: z.number().int().positive() }),
  z.object({ kind: z.literal('period'), ...period.shape }),
]);

export const entryStates = [
  'planned',
  /** Its date has come. */
  'due',
  /** It has an unfinished draft. */
  'draft',
  /** Its invoice is being created, or it is being checked whether it was. */
  'sending',
  'created',
  'paid',
] as const;

const planEntry = z.object({
  id: z.string(),
  dueOn: z.string(),
  label: z.string(),
  amount: z.string(),
  currency: z.string(),
  source: source.nullable(),
  state: z.enum(entryStates),
  /** Its draft or invoice is as it is shown elsewhere, so the entry cannot be changed. */
  locked: z.boolean(),
  /** True when its earlier invoice was voided or deleted, so that it can be created again. */
  freed: z.boolean(),
  /** True when it has no draft and is in another currency than the deal, until the plan is saved. */
  otherCurrency: z.boolean(),
  invoice: z
    .object({
      id: z.string(),
      number: z.string(),
      total: z.string(),
      currency: z.string(),
      status: z.enum(moneyStatuses),
    })
    .nullable(),
});

export type PlanEntry = z.infer<typeof planEntry>;

export const shownPlan = z.object({
  /** 0 before the first save. */
  version: z.number().int(),
  today: z.string(),
  deal: z.object({
    id: z.number().int(),
    title: z.string(),
    /** Null when the deal has no value above 0. */
    value: z.object({ amount: z.string(), currency: z.string() }).nullable(),
    basis: z.enum(valueBases),
    /** What other invoices and those of the plan leave of the value; null without a value. */
    left: z.string().nullable(),
  }),
  /** By date. */
  entries: z.array(planEntry),
  /** Sum of the entries without an invoice, in the deal's currency. */
  open: z.string(),
  /** Amount by which `open` exceeds `deal.left`; null when it does not. */
  beyond: z.string().nullable(),
  /** The deal's value when the plan was saved, when it is another one now. */
  valueBefore: z.object({ amount: z.string(), currency: z.string() }).nullable(),
  /** The entry that *Create the next* opens; null when the others have an invoice or another currency. */
  nextId: z.string().nullable(),
});

export type ShownPlan = z.infer<typeof shownPlan>;

const enteredEntry = z.object({
  /** Random, made by the browser for a new entry. */
  id: z.uuid(),
  dueOn: plainDate,
  label: z.string().trim().min(1).max(200),
  amount,
  source: source.nullable(),
});

export type EnteredEntry = z.infer<typeof enteredEntry>;

/** The plans of merged deals together; the service refuses to exceed `mostPlanEntries` otherwise. */
const mostSavedEntries = 4 * mostPlanEntries;

export const billingPlans = {
  /** The deal's plan from our own rows; `fresh` reads the deal's value from Pipedrive first. */
  show: read(z.object({ dealId, fresh: z.boolean().optional() }), shownPlan),
  /**
   * What a plan can be made of: the deal's instalments and the periods of its recurring products, as
   * Pipedrive has them. Two calls to Pipedrive.
   */
  sources: read(
    z.object({ dealId }),
    z.object({
      installments: z.array(
        z.object({
          id: z.number().int(),
          amount: z.string(),
          billingDate: z.string(),
          description: z.string(),
        }),
      ),
      /** Pipedrive refused: the plan has no instalments, or the user may not read them. */
      installmentsRefused: z.boolean(),
      /** Those that began within the last year, and the next twelve. */
      periods: z.array(z.object({ ...period.shape, amount: z.string(), products: z.string() })),
      currency: z.string(),
      /** True when a recurring product has no start date or a price in another currency. */
      incomplete: z.boolean(),
    }),
  ),
  /**
   * Replaces the entries that are not locked. Throws plan_changed when the plan or one of its entries
   * changed since `version`, and not_found for a source that Pipedrive no longer has.
   */
  save: act(
    z.object({
      dealId,
      version: z.number().int().min(0),
      entries: z.array(enteredEntry).max(mostSavedEntries),
    }),
    shownPlan,
    { bytes: mostSavedEntries * 1024 + inputLimits.text },
  ),
};
