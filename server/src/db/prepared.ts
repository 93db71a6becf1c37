import type { Db } from './open-database.ts';

/**
 * Prepares statements once per database: `build` runs at the first use, and what it returned is used
 * from then on. For the few reads that stand in the way of every request.
 */
export const prepared = <T>(build: (db: Db) => T): ((db: Db) => T) => {
  const known = new WeakMap<Db, T>();
  return (db) => {
    const statements = known.get(db) ?? build(db);
    known.set(db, statements);
    return statements;
  };
};
