/** The databases that Dealbill can work with. */
export type Dialect = 'sqlite' | 'postgres';

/**
 * The database of this process: PostgreSQL when DATABASE_URL is set. Read when the module is loaded, before
 * `config.ts` checks the settings, because tables are module constants.
 */
export const dialect: Dialect = process.env.DATABASE_URL ? 'postgres' : 'sqlite';

/** `sqlite` or `postgres`, whichever belongs to the database of this process. */
export const byDialect = <T>(choices: Record<Dialect, T>): T => choices[dialect];
