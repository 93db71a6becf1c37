import { type Browser, chromium, type Page } from 'playwright';
import { findChromium } from '../chromium.ts';
import { measureBackground, measureBackgroundOnPostgres } from './background/measure-background.ts';
import { countCreateCalls } from './create-calls.ts';
import { type Figure, holds, lineOf } from './figure.ts';
import { measureFirstPaint } from './first-paint.ts';
import { measureFormSpeed } from './form-speed.ts';
import { measureInitialSync } from './initial-sync.ts';
import { measureLayoutShift } from './layout-shift.ts';
import { measureLiveLatency } from './live-latency.ts';
import { seedLongList } from './long-list.ts';
import { measureMeteredReads } from './metered-reads.ts';
import { countPanelCalls } from './panel-calls.ts';
import { measureProcessorTime } from './processor-time.ts';
import { measureRateLimits } from './rate-limits.ts';
import { measureScrolling } from './scrolling.ts';
import { setStage } from './stage.ts';
import { countSteps } from './steps.ts';
import { measureThroughput } from './throughput.ts';
import { measureViewAll } from './view-all.ts';
import { measureWebhookBurst } from './webhook-burst.ts';

/** Opens a new window of a usual size for each measurement. */
const inNewWindow = async (
  browser: Browser,
  measure: (page: Page) => Promise<Figure[]>,
): Promise<Figure[]> => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
  });
  try {
    return await measure(await context.newPage());
  } finally {
    await context.close();
  }
};

const missed: Figure[] = [];
const report = (figures: Figure[]) => {
  for (const figure of figures) {
    console.log(lineOf(figure));
    if (!holds(figure)) missed.push(figure);
  }
};

/** Measurements in browsers and of the list's route, on one stage. */
const measurePanel = async (): Promise<void> => {
  const stage = await setStage();
  try {
    const browser = await chromium.launch(await findChromium());
    try {
      // First: the many openings below use up the batches of a minute, and their refreshes wait.
      report(await inNewWindow(browser, (page) => countPanelCalls(page, stage)));
      report(await inNewWindow(browser, (page) => measureFirstPaint(page, stage)));
      report(await inNewWindow(browser, (page) => countCreateCalls(page, stage)));
      report(await inNewWindow(browser, (page) => measureLayoutShift(page, stage)));
      const list = await seedLongList(stage.office);
      report(await inNewWindow(browser, (page) => measureViewAll(page, stage, list)));
      report(await inNewWindow(browser, (page) => measureScrolling(page, stage, list)));
    } finally {
      await browser.close();
    }
    report(await measureThroughput(stage));
  } finally {
    await stage.close();
  }
};

/** Opening a form and typing into it, in a browser. */
const measureForm = async (): Promise<void> => {
  const stage = await setStage();
  try {
    const browser = await chromium.launch(await findChromium());
    try {
      report(await inNewWindow(browser, (page) => measureFormSpeed(browser, page, stage)));
    } finally {
      await browser.close();
    }
  } finally {
    await stage.close();
  }
};

/** Clicks and keys of everyday tasks. */
const measureSteps = async (): Promise<void> => {
  const stage = await setStage();
  try {
    const browser = await chromium.launch(await findChromium());
    try {
      report(await inNewWindow(browser, (page) => countSteps(page, stage)));
    } finally {
      await browser.close();
    }
  } finally {
    await stage.close();
  }
};

/** The list's route on PostgreSQL, compared with a bare route on the same driver. */
const measureListOnPostgres = async (): Promise<void> => {
  const stage = await setStage('postgres');
  try {
    report(await measureThroughput(stage, ', PostgreSQL'));
  } finally {
    await stage.close();
  }
};

/** Groups of measurements, which can run alone: `pnpm bench background`. */
const groups: Record<string, () => Promise<void>> = {
  panel: measurePanel,
  form: measureForm,
  steps: measureSteps,
  'list-postgres': measureListOnPostgres,
  'processor-time': async () => report(await measureProcessorTime()),
  'initial-sync': async () => report(await measureInitialSync()),
  'rate-limits': async () => report(await measureRateLimits()),
  background: async () => report(await measureBackground()),
  'background-postgres': async () => report(await measureBackgroundOnPostgres()),
  live: async () => report(await measureLiveLatency()),
  webhooks: async () => report(await measureWebhookBurst()),
  reads: async () => report(await measureMeteredReads()),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in groups));
if (unknown.length > 0) {
  console.error(
    `Not measured: ${unknown.join(', ')}. Choose from ${Object.keys(groups).join(', ')}.`,
  );
  process.exit(1);
}
for (const [name, measure] of Object.entries(groups)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure();
}
if (missed.length > 0) {
  console.error(`Missed: ${missed.map(({ name }) => name).join('; ')}`);
  process.exitCode = 1;
}
