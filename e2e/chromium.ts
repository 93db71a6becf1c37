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

/** Path of a browser and the command-line arguments it needs. */
export type Browser = { executablePath: string; args: string[] };

/**
 * Finds the Chromium for the tests: CHROMIUM_PATH, else Playwright's, else one of the system, else
 * the one in `@sparticuz/chromium`, which runs without sandbox and the package's own arguments.
 * Throws when CHROMIUM_PATH cannot be run.
 */
export const findChromium = async (env: NodeJS.ProcessEnv = process.env): Promise<Browser> => {
  const named = env.CHROMIUM_PATH;
  if (named && !runs(named)) throw new Error(`CHROMIUM_PATH is not an executable file: ${named}`);
  const found = named
    ? named
    : [chromium.executablePath(), ...onThePath(env), ...systemPlaces].find(runs);
  return {
    executablePath: found ?? (await packaged.executablePath()),
    args: ['--no-sandbox'],
  };
};
