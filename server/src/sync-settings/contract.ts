import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';
import { moneyStatuses } from '../shared/status/invoice-status.ts';

/** What happens with an invoice that somebody creates in QuickBooks. */
export const createdChoices = ['offer', 'link', 'nothing'] as const;

/** What happens with the link of an invoice that somebody deletes in QuickBooks. */
export const deletedChoices = ['show', 'unlink'] as const;

const settings = z.object({
  /** Whether changes in QuickBooks are read in the background. */
  updates: z.boolean(),
  created: z.enum(createdChoices),
  /** First issue date of invoices that are offered or linked. */
  from: z.iso.date().max(10),
  deleted: z.enum(deletedChoices),
});

export type SyncSettings = z.infer<typeof settings>;

const exampleInvoice = z.object({
  number: z.string(),
  customerName: z.string(),
  total: z.string(),
  currency: z.string(),
  status: z.enum(moneyStatuses),
});

export const syncSettings = {
  show: read(
    z.object({}),
    z.object({
      /** Null while QuickBooks is not connected. */
      current: z
        .object({
          settings,
          /** The settings are those of the first time: nothing was saved, or it was deleted. */
          isPreset: z.boolean(),
          /** The preset of `from`: the day on which QuickBooks was connected. */
          connectedOn: z.string(),
          owner: z.object({ name: z.string(), isYou: z.boolean() }),
          /** ISO instant at which the changes in QuickBooks were last read completely. */
          lastReadAt: z.string().nullable(),
          /** Data of invoices, for the connection owner only. */
          own: z
            .object({
              /** The latest invoice of a deal, for the examples. */
              invoice: exampleInvoice.nullable(),
              /** Unlinked invoices of linked customers: since `from`, and earlier; 1,000 at most. */
              offered: z.number().int(),
              earlier: z.number().int(),
            })
            .nullable(),
        })
        .nullable(),
    }),
  ),
  /**
   * Changes the given settings. Switching updates on reads at once what changed meanwhile. Throws
   * not_owner, not_connected.
   */
  change: act(settings.partial(), z.object({})),
  /** Returns to the presets; links, invoices and their history stay. */
  reset: act(z.object({}), z.object({})),
};
