import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import packaged from '@sparticuz/chromium';
import { chromium } from 'playwright';

const systemNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
  'chrome.exe',
];

const systemPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onThePath = (env: NodeJS.ProcessEnv): string[] =>
  (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => systemNames.map((name) => join(folder, name)));

/** A browser to launch, and what it needs to be told. */
export type Browser = { executablePath: string; args: string[] };

/**
 * The Chromium that tests run in: the one named by CHROMIUM_PATH, Playwright's own if it is installed,
 * one of the system, else the one packaged in `@sparticuz/chromium`, which wants no sandbox and none of
 * its own arguments. Throws when the named one cannot be run.
 */
export const findChromium = async (env: NodeJS.ProcessEnv = process.env): Promise<Browser> => {
  const named = env.CHROMIUM_PATH;
  if (named && !runs(named)) throw new Error(`CHROMIUM_PATH names no program: ${named}`);
  const found = named
    ? named
    : [chromium.executablePath(), ...onThePath(env), ...systemPlaces].find(runs);
  return {
    executablePath: found ?? (await packaged.executablePath()),
    args: ['--no-sandbox'],
  };
};
