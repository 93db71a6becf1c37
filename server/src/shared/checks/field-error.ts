import * as z from 'zod';
import { fieldProblems } from '../contract/error-body.ts';

/** Error of one field in a response. */
export const fieldError = z.object({
  path: z.string(),
  problem: z.enum(fieldProblems),
  limit: z.union([z.number(), z.string()]).optional(),
  said: z.string().optional(),
});
