import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright';

/** A headless Chromium that needs no installation. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox'],
  });
}
