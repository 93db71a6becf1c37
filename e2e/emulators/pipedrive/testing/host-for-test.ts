import chromium from '@sparticuz/chromium';
import { type Browser, type Frame, type Page, chromium as playwright } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startSdkApp } from './sdk-app.ts';
import { startForTest, type TestCompany, type TestEmulator } from './start-for-test.ts';

/** A browser with the host page and a test app in its frames; one company and page per test. */
export interface TestHost {
  app: Awaited<ReturnType<typeof startSdkApp>>;
  emulator: TestEmulator;
  page: Page;
  company: TestCompany;
  /** Id of the company's first or second user; the first one has installed the app. */
  user(index?: number): number;
  /** Opens a page as the first user and returns the app's frame when the SDK is ready. */
  open(path: string, surface?: string): Promise<Frame>;
  frameOf(surface: string): Promise<Frame>;
}

/** Registers the test hooks and returns the objects they set up. */
export function hostForTest(): TestHost {
  let browser: Browser;
  const host = {
    user: (index = 0) => host.company.users[index] ?? 0,
    async open(path: string, surface = 'panel') {
      await host.page.goto(`${host.emulator.url}${path}?user=${host.user()}`);
      return host.frameOf(surface);
    },
    async frameOf(surface: string) {
      const ready = `.frame[data-surface=${surface}][data-state=ready] iframe`;
      const element = await host.page.locator(ready).elementHandle();
      const frame = await element?.contentFrame();
      if (!frame) throw new Error(`no frame for ${surface}`);
      return frame;
    },
  } as TestHost;

  beforeAll(async () => {
    host.app = await startSdkApp();
    host.emulator = await startForTest(host.app.url);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await host.emulator.close();
    await host.app.close();
  });
  beforeEach(async () => {
    await host.emulator.control('POST', 'reset');
    await host.emulator.control('POST', 'app', { appUrl: host.app.url });
    host.company = await host.emulator.newCompany();
    const { companyId } = host.company;
    await host.emulator.control('POST', 'install', { companyId, userId: host.user() });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    host.page = await context.newPage();
  });
  afterEach(() => host.page.context().close());
  return host;
}

/** Executes an SDK command in a frame; rejects with the SDK's error. */
export function execute(frame: Frame, command: string, args?: unknown): Promise<unknown> {
  return frame.evaluate(`sdk.execute('${command}', ${JSON.stringify(args) ?? ''})`);
}

/** Starts a command that waits for the user; read its value with `result`. */
export async function begin(frame: Frame, command: string, args?: unknown): Promise<void> {
  await frame.evaluate(
    `void sdk.execute('${command}', ${JSON.stringify(args) ?? ''}).then((value) => { window.result = value })`,
  );
}

/** The value of the last started command; undefined while it is pending. */
export const result = (frame: Frame) => frame.evaluate('window.result');

/** The events that the app's page has received. */
export const heard = (frame: Frame) => frame.evaluate('window.heard');

/** Launches the headless Chromium of an npm package. */
async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox'],
  });
}
