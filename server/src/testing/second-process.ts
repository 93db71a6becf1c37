import { buildTestApp, type TestApp } from './build-test-app.ts';
import { openTestDatabaseAgain } from './open-test-database.ts';

/**
 * Builds another server on the first one's database, with its own memory, connections and clock.
 */
export const secondProcess = (
  { dependencies }: Pick<TestApp, 'dependencies'>,
  env: Record<string, string> = {},
): Promise<TestApp> => buildTestApp({ db: openTestDatabaseAgain(dependencies.db), env });
