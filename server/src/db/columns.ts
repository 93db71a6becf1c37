import { integer, text } from 'drizzle-orm/sqlite-core';

/** Columns that several tables have in common, so that they are spelt alike everywhere. */

/** Pipedrive's company id: the tenant. */
export const companyId = () => integer('company_id').notNull();

/** Pipedrive's user id. */
export const userId = (name = 'user_id') => integer(name).notNull();

/** The QuickBooks company a row belongs to: a string of up to 19 digits. */
export const realmId = () => text('realm_id').notNull();

/** An instant, epoch milliseconds. */
export const instant = (name: string) => integer(name);
