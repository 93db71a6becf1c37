import { buildTestApp, type TestApp } from './build-test-app.ts';
import { openTestDatabaseAgain } from './open-test-database.ts';

/** Another server on the database of the first, with its own memory, connections and clock. */
export const secondProcess = (
  { doors }: Pick<TestApp, 'doors'>,
  env: Record<string, string> = {},
): Promise<TestApp> => buildTestApp({ db: openTestDatabaseAgain(doors.db), env });
