import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';

/** How long the data of a company is kept after its last user uninstalled the app, or an admin asked. */
export const keptDays = 30;

const state = z.object({
  keptDays: z.number().int(),
  /** Only the connection owner, whose invoices are in it. */
  mayExport: z.boolean(),
  /** Only admins of the Pipedrive company; null while Pipedrive does not answer. */
  mayDelete: z.boolean().nullable(),
  /** ISO instant at which a deletion asked for now would be carried out. */
  laterAt: z.string(),
  /** ISO instant at which the data will be deleted; null when it will not. */
  deleteAt: z.string().nullable(),
});

export const companyData = {
  show: read(z.object({}), state),
  /** Disconnects QuickBooks at once, and deletes everything now or in `keptDays` days. */
  delete: act(z.object({ when: z.enum(['now', 'later']) }), z.object({})),
  /** Keeps the data after all. QuickBooks has to be connected again. */
  keep: act(z.object({}), state),
};

export type CompanyData = z.infer<typeof state>;
