import { defineConfig } from '@playwright/test';
import { findChromium } from './chromium.ts';

// Found once: the packaged browser unpacks itself, which two workers at a time must not do.
const browser = await findChromium();
process.env.CHROMIUM_PATH = browser.executablePath;

export default defineConfig({
  testDir: 'tests',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
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
    // A trace of every test costs a third of the processor time of all; `--trace retain-on-failure` asks for it.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
