import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, FrameLocator, Page } from 'playwright';
import { hostOn } from '../pages/host-page.ts';
import { atMost, type Figure } from './figure.ts';
import type { Stage } from './stage.ts';
import { taskTimeOf } from './task-time.ts';

const [few, many] = [3, 100];
const runs = 5;

/** By then the form has rendered all lines and loaded all data. */
const openedMs = 4_000;
const settledMs = 1_500;

/** Between keystrokes, so that each is painted alone. */
const betweenKeysMs = 120;
const typedText = '1234.56';

type DraftForm = {
  status: { id: string };
  content: { lines: Record<string, unknown>[] } & Record<string, unknown>;
};

/** Saves a draft of this many lines, each linked to an item, and returns its id. */
const saveDraft = async ({ office, company, knownDealId }: Stage, count: number) => {
  const call = <Result>(action: string, input: unknown) =>
    office.call<Result>(company, company.salesLead, `drafts/${action}`, input);
  const dealId = knownDealId;
  const { status, content } = await call<DraftForm>('open', { dealId, draftId: null, fresh: true });
  const line = {
    productId: null,
    item: { id: '1', name: 'Measured', taxable: false },
    quantity: '2',
    discount: { kind: 'none' },
    taxCodeId: null,
  };
  const lines = Array.from({ length: count }, (_, index) => ({
    ...line,
    key: `line ${index}`,
    description: `Measured line ${index + 1}`,
    unitPrice: `${100 + index}.50`,
  }));
  const input = { draftId: status.id, dealId, version: 0, content: { ...content, lines } };
  await call('save', input);
  return status.id;
};

/** Discards the draft as it was saved last. */
const discard = async ({ office, company }: Stage, draftId: string): Promise<void> => {
  const call = <Result>(action: string, input: unknown) =>
    office.call<Result>(company, company.salesLead, `drafts/${action}`, input);
  const { version } = await call<{ version: number }>('status', { draftId });
  await call('discard', { draftId, version });
};

/** Types a price into a line in the middle, key by key, and returns the time of one keystroke. */
const typeInto = async (
  browser: Browser,
  page: Page,
  form: FrameLocator | Page,
  pid: number,
): Promise<number> => {
  const price = form
    .getByRole('group', { name: `Line ${many / 2}`, exact: true })
    .getByLabel('Price', { exact: true });
  await price.click();
  await price.press('Control+a');
  await pause(settledMs);
  const { sum } = await taskTimeOf(browser, page, pid, async () => {
    for (const key of typedText) {
      await page.keyboard.press(key);
      await pause(betweenKeysMs);
    }
    await pause(betweenKeysMs);
  });
  return sum / typedText.length;
};

/**
 * Opens the form with few and with many lines in turn, and types into the long one and into a bare
 * form of as many rows. All figures are processor time of tasks, the least of several runs.
 */
export const measureFormSpeed = async (
  browser: Browser,
  page: Page,
  stage: Stage,
): Promise<Figure[]> => {
  const { world, company, bareUrl, knownDealId } = stage;
  const { panel } = hostOn(page, world, company);
  const frame = page.frameLocator('iframe[title="Dealbill modal"]');

  const open = async (count: number) => {
    await page.goto(`${world.pipedriveUrl}/deal/${knownDealId}?user=${company.salesLead}&bar=off`);
    await panel.newInvoice.waitFor();
    await pause(settledMs);
    const last = frame.getByRole('group', { name: `Line ${count}`, exact: true });
    // A search of the page for the last line would be the longest of the measured tasks.
    const opening = await taskTimeOf(browser, page, null, async () => {
      await panel.newInvoice.click();
      await pause(openedMs);
    });
    if ((await last.count()) === 0) throw new Error(`Line ${count} is not rendered in time`);
    return opening;
  };

  const opened = { few: [] as number[], many: [] as number[] };
  const longest: number[] = [];
  const keystroke = { ours: [] as number[], bare: [] as number[] };
  for (let run = 0; run <= runs; run += 1) {
    // The first run fills the caches.
    const isCounted = run > 0;
    const bareForm = await taskTimeOf(browser, page, null, async () => {
      await page.goto(`${bareUrl}/modal-form?rows=${many}`);
    });
    const bare = await typeInto(browser, page, page, bareForm.pid);
    const short = await saveDraft(stage, few);
    const opening = await open(few);
    await discard(stage, short);
    const long = await saveDraft(stage, many);
    const longOpening = await open(many);
    const ours = await typeInto(browser, page, frame, longOpening.pid);
    await discard(stage, long);
    if (!isCounted) continue;
    opened.few.push(opening.sum);
    opened.many.push(longOpening.sum);
    longest.push(longOpening.longest);
    keystroke.ours.push(ours);
    keystroke.bare.push(bare);
  }
  return [
    atMost(
      `task time of opening a form of ${many} lines / of ${few} lines`,
      Math.min(...opened.many) / Math.min(...opened.few),
      3,
    ),
    atMost(`longest task while a form of ${many} lines opens, ms`, Math.min(...longest), 100),
    atMost(
      `task time of a keystroke in a form of ${many} lines / in a bare form`,
      Math.min(...keystroke.ours) / Math.min(...keystroke.bare),
      3,
    ),
  ];
};
