import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../db/sqlite.ts';
import { control } from './control.ts';
import { type RunningEmulator, startEmulator } from './start-emulator.ts';
import { testAppUrl } from './test-settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Addresses of the emulators that all server tests share; a test makes its own company in them.
     */
    quickbooksUrl: string;
    pipedriveUrl: string;
    /** Holds the database files of this run, and `migrated.sqlite`, an empty database to copy. */
    databaseFolder: string;
  }
}

/** One pair of emulators and one folder of databases for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running: RunningEmulator[] = await Promise.all([
    startEmulator('quickbooks', ['--small']),
    startEmulator('pipedrive', ['--app-url', testAppUrl]),
  ]);
  const quickbooksUrl = running[0]?.url ?? '';
  // Switches rate limits off, because tests call without pauses; tests of rate limits set them for
  // their realm.
  await control(quickbooksUrl, 'POST', 'settings', {
    requestsPerSecond: null,
    requestsPerMinute: null,
    batchesPerMinute: null,
  });
  project.provide('quickbooksUrl', quickbooksUrl);
  project.provide('pipedriveUrl', running[1]?.url ?? '');
  const databaseFolder = mkdtempSync(join(tmpdir(), 'dealbill-tests-'));
  openDatabase(join(databaseFolder, 'migrated.sqlite')).close();
  project.provide('databaseFolder', databaseFolder);
  return async () => {
    await Promise.all(running.map((emulator) => emulator.stop()));
    rmSync(databaseFolder, { recursive: true });
  };
}
