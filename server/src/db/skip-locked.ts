import { byDialect } from './dialect.ts';

/**
 * Locks the rows that a selection finds, and leaves out those that another transaction has locked, so that
 * several processes take different rows of a queue. Needs a transaction that is `read committed`. SQLite has
 * one writer at a time and nothing to leave out.
 */
export const skipLocked = byDialect({
  sqlite: <S>(selection: S): S => selection,
  postgres: <S>(selection: S): S =>
    (selection as unknown as { for(strength: 'update', how: { skipLocked: true }): S }).for(
      'update',
      { skipLocked: true },
    ),
});
