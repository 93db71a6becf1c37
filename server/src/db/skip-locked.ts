import { byDialect } from './dialect.ts';

/**
 * Locks the selected rows and skips those locked by other transactions, so that processes take
 * different rows of a queue. Needs a `read committed` transaction. Returns the selection unchanged
 * on SQLite, which has one writer at a time.
 */
export const skipLocked = byDialect({
  sqlite: <S>(selection: S): S => selection,
  postgres: <S>(selection: S): S =>
    (selection as unknown as { for(strength: 'update', how: { skipLocked: true }): S }).for(
      'update',
      { skipLocked: true },
    ),
});
