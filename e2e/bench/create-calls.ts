import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { hostOn } from '../pages/host-page.ts';
import { atMost, type Figure } from './figure.ts';
import { untilReadCompletely } from './first-reading.ts';
import { callsSince, isWrite, lastOf } from './journals.ts';
import type { Stage } from './stage.ts';

/** By then the form has saved its draft and loaded all data. */
const settledMs = 1_500;

/**
 * Creates two invoices in the form, the first with a new customer, and counts the calls to
 * QuickBooks from the click on *Create* until the outcome is shown.
 */
export const countCreateCalls = async (page: Page, { world, office }: Stage): Promise<Figure[]> => {
  const company = await office.newCompany();
  const realm = await office.newRealm('us');
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  await untilReadCompletely(office, company);
  const { openDeal, panel, form, confirm } = hostOn(page, world, company);

  const create = async (confirmation: () => Promise<void> = async () => {}) => {
    await form.create.waitFor();
    await pause(settledMs);
    const before = await lastOf(office.quickbooks);
    await form.create.click();
    await confirmation();
    await form.outcome(/is in QuickBooks$/).waitFor();
    const calls = await callsSince(office.quickbooks, before);
    const writes = calls.filter(isWrite).length;
    if (writes === 0) throw new Error('The invoice was created without a write to QuickBooks');
    return { writes, reads: calls.length - writes };
  };

  await openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.line(3).link('Installation, hourly');
  const withNewCustomer = await create();
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await panel.newInvoice.click();
  // The second invoice exceeds the deal value, which needs a confirmation.
  const withKnownCustomer = await create(() => confirm('Create anyway'));

  return [
    atMost('writes to QuickBooks to create, customer known', withKnownCustomer.writes, 1),
    atMost('writes to QuickBooks to create, customer new', withNewCustomer.writes, 2),
    atMost(
      'reads from QuickBooks to create, until the outcome is shown',
      withKnownCustomer.reads + withNewCustomer.reads,
      0,
    ),
  ];
};
