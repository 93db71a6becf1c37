import * as z from 'zod';

/** Recipients of an invoice's e-mail; each a list of addresses joined with commas, or empty. */
export const recipients = z.object({ to: z.string(), cc: z.string(), bcc: z.string() });

export type Recipients = z.infer<typeof recipients>;
