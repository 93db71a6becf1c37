/** The supported databases. */
export type Dialect = 'sqlite' | 'postgres';

/**
 * The database of this process: PostgreSQL when DATABASE_URL is set. Evaluated when the module is
 * loaded, before `config.ts` checks the settings, because tables are module constants.
 */
export const dialect: Dialect = process.env.DATABASE_URL ? 'postgres' : 'sqlite';

/** Returns the choice for the database of this process. */
export const byDialect = <T>(choices: Record<Dialect, T>): T => choices[dialect];
