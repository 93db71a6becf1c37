import type { TestProject } from 'vitest/node';
import { type RunningStandIn, startStandIn } from './start-stand-in.ts';
import { testAppUrl } from './test-settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the two stand-ins that all server tests share; make a company of your own there. */
    quickbooksUrl: string;
    pipedriveUrl: string;
  }
}

/** One pair of stand-ins for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running: RunningStandIn[] = await Promise.all([
    startStandIn('quickbooks'),
    startStandIn('pipedrive', ['--app-url', testAppUrl]),
  ]);
  project.provide('quickbooksUrl', running[0]?.url ?? '');
  project.provide('pipedriveUrl', running[1]?.url ?? '');
  return async () => {
    await Promise.all(running.map((standIn) => standIn.stop()));
  };
}
