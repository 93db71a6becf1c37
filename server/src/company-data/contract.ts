import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';

/** Days between the last uninstall, or the request of an admin, and the deletion of the data. */
export const keptDays = 30;

const state = z.object({
  keptDays: z.number().int(),
  /** True for the connection owner only: the export contains this user's invoices. */
  mayExport: z.boolean(),
  /** True for admins of the Pipedrive company only; null while Pipedrive is unavailable. */
  mayDelete: z.boolean().nullable(),
  /** ISO instant of a deletion planned now with `later`. */
  laterAt: z.string(),
  /** ISO instant of the planned deletion; null when none is planned. */
  deleteAt: z.string().nullable(),
});

export const companyData = {
  show: read(z.object({}), state),
  /** Deletes everything now, or disconnects QuickBooks now and deletes in `keptDays` days. */
  delete: act(z.object({ when: z.enum(['now', 'later']) }), z.object({})),
  /** Cancels the planned deletion. QuickBooks has to be connected again. */
  keep: act(z.object({}), state),
};

export type CompanyData = z.infer<typeof state>;
