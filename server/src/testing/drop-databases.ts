import { afterAll } from 'vitest';
import { dropTestDatabases } from './open-test-database.ts';

/** Set up before each test file that runs on PostgreSQL. */
afterAll(dropTestDatabases);
