import { afterAll } from 'vitest';
import { dropTestDatabases } from './open-test-database.ts';

/** Setup file of each test file that runs on PostgreSQL; dropping many databases takes a while. */
afterAll(dropTestDatabases, 300_000);
