import { defineConfig } from '@playwright/test';
import { findChromium } from './chromium.ts';
import { shortenTestRun } from './shorten-test-run.ts';

shortenTestRun();

// Found once, before the workers start: the packaged browser unpacks itself, and two would collide.
const browser = await findChromium();
process.env.CHROMIUM_PATH = browser.executablePath;

export default defineConfig({
  testDir: 'tests',
  outputDir: '../test-results',
  fullyParallel: true,
  // Tests mostly wait for pages and servers: two for each processor of a machine with two.
  workers: 4,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    launchOptions: browser,
    actionTimeout: 15_000,
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    viewport: { width: 1440, height: 900 },
    // Off: traces take a third of the run's CPU time. Enable with `--trace retain-on-failure`.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
