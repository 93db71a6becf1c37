import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';
import { type ErrorCode, errorStatus } from '../shared/contract/error-body.ts';

const rows = z.number().int();

const errorCode = z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]);

const progress = z.object({
  /** `waiting` until the change feed was read once; `done` when everything was read. */
  state: z.enum(['waiting', 'names', 'payments', 'invoices', 'done']),
  /** Rows read of the current kind, and how many there are; null until QuickBooks has said. */
  read: rows,
  total: rows.nullable(),
  /** ISO instant when everything was last read completely. */
  finishedAt: z.string().nullable(),
  /** Rows of that reading, by kind; of a running one those that are finished. */
  counts: z.object({
    invoices: rows,
    customers: rows,
    items: rows,
    vendors: rows,
    employees: rows,
  }),
  /** Error code of the last read; it is repeated by itself. */
  problem: errorCode.nullable(),
});

export type Progress = z.infer<typeof progress>;

export const initialSync = {
  /** How far the first reading of QuickBooks has come; null before QuickBooks was connected. */
  show: read(z.object({}), z.object({ progress: progress.nullable() })),
  /** Reads everything again. */
  again: act(z.object({}), z.object({ progress: progress.nullable() })),
};
