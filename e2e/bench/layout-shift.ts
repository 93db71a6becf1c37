import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page, Route } from 'playwright';
import { type HostPage, hostOn } from '../pages/host-page.ts';
import type { View } from '../pages/settings-page.ts';
import { atMost, type Figure } from './figure.ts';
import type { Stage } from './stage.ts';

/**
 * Largest allowed sum of layout shifts after the first paint.
 * https://web.dev/articles/cls
 */
const limit = 0.02;

/** By then a surface has shown everything that it loads without input. */
const calmMs = 1_500;

/** Longer than the 500 ms after an input during which shifts do not count. */
const slowMs = 800;

type Surface = {
  name: string;
  frame: string;
  open: (host: HostPage) => Promise<unknown>;
  /** Visible once the surface shows its content. */
  ready: (host: HostPage) => Locator;
};

const panel = 'Dealbill panel';
const modal = 'Dealbill modal';

const openView = (view: View) => async (host: HostPage) => {
  await host.openSettings(undefined, { demoBar: false });
  await host.settings.show(view);
};

const surfacesOf = (number: string): Surface[] => {
  const inMenu = (entry: string) => (host: HostPage) => host.panel.choose(number, entry);
  const byButton = (name: string) => (host: HostPage) =>
    host.panel.frame.getByRole('button', { name, exact: true }).click();
  const row = ({ modal: shown }: HostPage) => shown.getByRole('listitem').first();
  return [
    { name: 'panel', frame: panel, open: async () => {}, ready: (host) => host.panel.rows.last() },
    {
      name: 'form',
      frame: modal,
      open: ({ panel: { newInvoice } }) => newInvoice.click(),
      ready: ({ form }) => form.create,
    },
    {
      name: 'invoice page',
      frame: modal,
      open: byButton(`View invoice ${number}`),
      ready: ({ modal: shown }) => shown.getByRole('figure').first(),
    },
    { name: 'view all', frame: modal, open: byButton('All invoices'), ready: row },
    { name: 'link invoices', frame: modal, open: byButton('Link invoices'), ready: row },
    {
      name: 'company list',
      frame: modal,
      open: (host) => host.panel.chooseInPanel('All company invoices'),
      ready: row,
    },
    {
      name: 'customer page',
      frame: modal,
      open: (host) => host.panel.chooseInPanel('Customer'),
      ready: ({ modal: shown }) => shown.getByRole('button', { name: 'Change' }),
    },
    {
      name: 'send',
      frame: modal,
      open: inMenu('Send by e-mail'),
      ready: ({ modal: shown }) => shown.getByLabel('To', { exact: true }),
    },
    {
      name: 'edit',
      frame: modal,
      open: inMenu('Edit'),
      ready: ({ modal: shown }) => shown.getByRole('button', { name: 'Review changes' }),
    },
    {
      name: 'settings',
      frame: 'Dealbill settings',
      open: (host) => host.openSettings(undefined, { demoBar: false }),
      ready: ({ settings }) =>
        settings.frame.getByRole('button', { name: 'View all company invoices' }),
    },
    {
      name: 'settings: invoices',
      frame: 'Dealbill settings',
      open: openView('New invoices'),
      ready: ({ settings }) => settings.preview.getByText('Deal: “'),
    },
    {
      name: 'settings: sync',
      frame: 'Dealbill settings',
      open: openView('Sync'),
      ready: ({ settings }) => settings.frame.getByText('Your company'),
    },
    {
      name: 'settings: fields',
      frame: 'Dealbill settings',
      open: openView('Pipedrive fields'),
      ready: ({ settings }) => settings.fact('Amount due'),
    },
    {
      name: 'settings: notes',
      frame: 'Dealbill settings',
      open: openView('Notes and reminders'),
      ready: ({ settings }) => settings.frame.getByRole('group', { name: 'Invoice overdue' }),
    },
  ];
};

/**
 * Runs in every frame before its own scripts and adds up the layout shifts without recent input.
 */
const observeShifts = () => {
  const total = window as unknown as { layoutShift: number };
  total.layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      };
      if (!hadRecentInput) total.layoutShift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
};

const shiftIn = (page: Page, frame: string): Promise<number> =>
  page
    .frameLocator(`iframe[title="${frame}"]`)
    .locator('html')
    .evaluate(() => (window as unknown as { layoutShift: number }).layoutShift);

/**
 * Opens every surface twice, with immediate and with delayed responses of the app, and takes the
 * larger sum of layout shifts.
 */
export const measureLayoutShift = async (page: Page, stage: Stage): Promise<Figure[]> => {
  const { world, office, company, invoiceNumbers } = stage;
  const modalUrl = `${world.appUrl}/modal`;
  await office.pipedrive.post('app', { panelUrl: `${world.appUrl}/panel`, modalUrl });
  const host = hostOn(page, world, company);
  await page.addInitScript(observeShifts);
  const figures: Figure[] = [];
  const number = invoiceNumbers[0] ?? '';
  let delayMs = 0;
  await page.route('**/api/**', async (route: Route) => {
    await pause(delayMs);
    await route.continue().catch(() => {});
  });
  for (const { name, frame, open, ready } of surfacesOf(number)) {
    let most = 0;
    for (delayMs of [0, slowMs]) {
      await host.openDeal('withProducts', undefined, { demoBar: false });
      await host.panel.rows.last().waitFor();
      await open(host);
      await ready(host).waitFor();
      await pause(calmMs + delayMs);
      most = Math.max(most, await shiftIn(page, frame));
    }
    figures.push(atMost(`layout shift, ${name}`, most, limit));
  }
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  return figures;
};
