import type { Locator, Page } from 'playwright';
import { writeEstimate } from '../arrange/estimates.ts';
import { allInQuickbooks, inQuickbooks, writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { editOn } from '../pages/edit-page.ts';
import { type HostPage, hostOn } from '../pages/host-page.ts';
import { listOn } from '../pages/list-page.ts';
import type { Company, Office, Realm } from '../world/office.ts';
import { atMost, type Figure } from './figure.ts';
import { untilReadCompletely } from './first-reading.ts';
import type { Stage } from './stage.ts';

/** Mouse and keyboard, counted. A key pressed with Ctrl counts as one. */
const personAt = (page: Page) => {
  const steps = { clicks: 0, keys: 0 };
  return {
    steps,
    async click(target: Locator) {
      steps.clicks += 1;
      await target.click();
    },
    async press(key: string) {
      steps.keys += 1;
      await page.keyboard.press(key);
    },
    async type(text: string) {
      steps.keys += text.length;
      await page.keyboard.type(text, { delay: 20 });
    },
  };
};

type Person = ReturnType<typeof personAt>;

type Scene = {
  host: HostPage;
  person: Person;
  office: Office;
  company: Company;
  realm: Realm;
  /** Number of an invoice of the deal. */
  number: string;
};

type Task = {
  name: string;
  /** Largest numbers of clicks and keys. */
  limits: { clicks: number; keys: number };
  /** Whether the deal's invoice is voided before, so that the deal can be billed again. */
  isFree?: boolean;
  run(scene: Scene): Promise<void>;
};

const isCreated = ({ host }: Scene) => host.form.outcome(/is in QuickBooks/).waitFor();
/** By then the form is complete: nobody presses *Create* before it is. */
const isReady = async ({ host }: Scene) => {
  await host.form.check.getByText('No problems found').waitFor();
};
const button = ({ host }: Scene, name: string | RegExp) =>
  host.modal.getByRole('button', { name, exact: true });

const tasks: Task[] = [
  {
    name: 'create an invoice from a deal with known links, and close it',
    limits: { clicks: 3, keys: 0 },
    isFree: true,
    async run(scene) {
      const { host, person } = scene;
      await person.click(host.panel.newInvoice);
      await isReady(scene);
      await person.click(host.form.create);
      await isCreated(scene);
      await person.click(button(scene, 'Done'));
    },
  },
  {
    name: 'create it by keyboard, from the focused panel',
    limits: { clicks: 0, keys: 2 },
    isFree: true,
    async run(scene) {
      const { host, person } = scene;
      await host.page.locator('iframe[title="Dealbill panel"]').focus();
      await person.press('n');
      await isReady(scene);
      await person.press('Control+Enter');
      await isCreated(scene);
    },
  },
  {
    name: 'create and send it',
    limits: { clicks: 3, keys: 0 },
    isFree: true,
    async run(scene) {
      const { host, person, office, realm } = scene;
      await person.click(host.panel.newInvoice);
      await isReady(scene);
      await person.click(button(scene, 'More ways to create'));
      await person.click(host.modal.getByRole('menuitem', { name: 'Create and send' }));
      await isCreated(scene);
      const { mails } = await allInQuickbooks(office, realm);
      if (mails.length !== 1) throw new Error(`${mails.length} e-mails were sent`);
    },
  },
  {
    name: 'bill 1/3 of the first line',
    limits: { clicks: 3, keys: 3 },
    isFree: true,
    async run(scene) {
      const { host, person } = scene;
      await person.click(host.panel.newInvoice);
      await isReady(scene);
      const quantity = host.form.line(1).field('Quantity');
      await person.click(quantity);
      await quantity.selectText();
      await person.type('1/3');
      await person.click(host.form.create);
      await isCreated(scene);
    },
  },
  {
    name: 'send an invoice',
    limits: { clicks: 3, keys: 0 },
    async run(scene) {
      const { host, person, number } = scene;
      await person.click(
        host.panel.frame.getByRole('button', { name: `Actions for invoice ${number}` }),
      );
      await person.click(host.panel.frame.getByRole('menuitem', { name: /^Send by e-mail/ }));
      await person.click(button(scene, 'Send'));
      await host.modal.getByRole('heading', { name: /was sent to/ }).waitFor();
    },
  },
  {
    name: 'make an invoice due a week later',
    limits: { clicks: 5, keys: 3 },
    async run(scene) {
      const { host, person, number } = scene;
      const edit = editOn(host.modal);
      await person.click(
        host.panel.frame.getByRole('button', { name: `Actions for invoice ${number}` }),
      );
      await person.click(host.panel.frame.getByRole('menuitem', { name: /^Edit/ }));
      await person.click(edit.field('Due date'));
      await person.type('+7');
      await person.press('Tab');
      await person.click(edit.review);
      await person.click(edit.save);
      await host.modal.getByText('Sales Lead changed: Due date').waitFor();
    },
  },
  {
    name: 'link an invoice that was written in QuickBooks',
    limits: { clicks: 5, keys: 3 },
    async run({ host, person, office, realm, number }) {
      const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
      await writeInQuickbooks(office, realm, customerId, [
        { number: 'W-1', amount: 311.25, date: today },
      ]);
      const list = listOn(host.page);
      await person.click(host.panel.frame.getByRole('button', { name: 'Link invoices' }));
      await person.click(list.field('Invoice number'));
      await person.type('W-1');
      await person.click(list.button('Search QuickBooks'));
      await person.click(list.frame.getByLabel('Select invoice W-1'));
      await person.click(list.button('Link to this deal'));
      await list.message.getByText('Linked to this deal').waitFor();
    },
  },
  {
    name: 'bill an accepted estimate',
    limits: { clicks: 3, keys: 0 },
    isFree: true,
    async run(scene) {
      const { host, person, office, realm, number } = scene;
      const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
      await writeEstimate(office, realm, customerId, {
        number: 'E-7',
        lines: [['Acoustic panels, oak', 300]],
        fields: { TxnStatus: 'Accepted' },
      });
      await person.click(host.panel.newInvoice);
      await person.click(button(scene, 'Use'));
      await isReady(scene);
      await person.click(host.form.create);
      await isCreated(scene);
    },
  },
];

const today = new Date().toISOString().slice(0, 10);

/** A deal whose customer and items are linked, with one invoice, which `isFree` voids. */
const setScene = async (page: Page, { world, office }: Stage, task: Task): Promise<Scene> => {
  const company = await office.newCompany();
  const realm = await office.newRealm('us');
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  const number = await makeInvoice(office, company, 'withProducts');
  await untilReadCompletely(office, company);
  if (task.isFree) {
    const context = { of: 'deal', id: company.deals.withProducts };
    const invoiceId = (await inQuickbooks(office, realm, number))?.Id;
    await office.call(company, company.salesLead, 'invoices/void', { context, invoiceId });
  }
  const host = hostOn(page, world, company);
  await host.openDeal('withProducts');
  await host.panel.invoice(number).waitFor();
  return { host, person: personAt(page), office, company, realm, number };
};

/** Performs everyday tasks as a person would, and counts the clicks and keys of each. */
export const countSteps = async (page: Page, stage: Stage): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const task of tasks) {
    const scene = await setScene(page, stage, task);
    await task.run(scene);
    const { clicks, keys } = scene.person.steps;
    figures.push(atMost(`clicks to ${task.name}`, clicks, task.limits.clicks));
    figures.push(atMost(`keys to ${task.name}`, keys, task.limits.keys));
  }
  return figures;
};
