import * as z from 'zod';
import { readTimeZone } from '../vendor-calls/time-zone.ts';

/** The user a token belongs to. */
export type Me = {
  userId: number;
  companyId: number;
  userName: string;
  companyName: string;
  /** `acme` of `acme.pipedrive.com`. */
  companyDomain: string;
};

const text = z.string().nullish().catch(null);

const wireMe = z.object({
  id: z.number().int(),
  name: text,
  company_id: z.number().int(),
  company_name: text,
  company_domain: text,
});

/**
 * Translates the data of GET /v1/users/me.
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml
 */
export const meOf = (data: unknown): Me => {
  const me = wireMe.parse(data);
  return {
    userId: me.id,
    companyId: me.company_id,
    userName: me.name ?? '',
    companyName: me.company_name ?? '',
    companyDomain: me.company_domain ?? '',
  };
};

const wireAccess = z.object({
  is_admin: z.unknown().optional(),
  access: z
    .array(z.object({ app: z.string(), admin: z.boolean().catch(false) }))
    .nullish()
    .catch(null),
});

/** Whether a user administers the account, by `access`; older accounts have `is_admin` instead. */
export const isAdminOf = (data: unknown): boolean => {
  const { is_admin: older, access } = wireAccess.parse(data);
  const admins = access?.filter(({ admin }) => admin).map(({ app }) => app) ?? [];
  return admins.includes('account_settings') || older === true || older === 1;
};

const wireActive = z.object({ active_flag: z.boolean().nullish().catch(null) });

/**
 * Whether a user may use Pipedrive; null when the response does not say so.
 * https://developers.pipedrive.com/docs/api/v1/Users#getUser
 */
export const isActiveOf = (data: unknown): boolean | null =>
  wireActive.parse(data).active_flag ?? null;

/** IANA name from `timezone_name`, or null. */
export const timeZoneOf = (data: unknown): string | null =>
  readTimeZone(z.object({ timezone_name: text }).parse(data).timezone_name);

const wireNote = z.object({ id: z.number().int(), content: text });

/** `content` is HTML. */
export const dealOfNoteOf = (data: unknown): number | null =>
  z.object({ deal_id: z.number().int().nullish() }).parse(data).deal_id ?? null;

export const noteOf = (data: unknown): { id: number; content: string } => {
  const { id, content } = wireNote.parse(data);
  return { id, content: content ?? '' };
};
