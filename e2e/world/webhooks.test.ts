import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { openOffice } from './office.ts';
import { anyPorts, startWorld } from './world.ts';

type Listed = { invoices: { balance: string }[] };

test('a payment that the accountant books reaches the server by itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webhooks-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    persistEmulators: false,
    webhooks: true,
    serverEnv: { SERVE_PANEL: 'false' },
  });
  onTestFinished(() => world.stop());
  const office = openOffice(world);
  const company = await office.newCompany();
  const realm = await office.newRealm('us');
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  const number = await makeInvoice(office, company, 'withProducts', { unitPrice: '100.00' });
  const invoice = await inQuickbooks(office, realm, number);
  if (!invoice) throw new Error('QuickBooks has no invoice');

  /** The panel's list, which comes from the server's own rows without a call to QuickBooks. */
  const listed = async () => {
    const input = { context: { of: 'deal', id: company.deals.withProducts } };
    const { salesLead } = company;
    const { invoices } = await office.call<Listed>(company, salesLead, 'invoices/list', input);
    return invoices.map(({ balance }) => balance);
  };
  expect(await listed()).toEqual([invoice.Balance.toFixed(2)]);

  await office.quickbooks.post(`realms/${realm.realmId}/payments`, { invoiceId: invoice.Id });
  await expect.poll(listed, { timeout: 30_000 }).toEqual(['0.00']);
}, 120_000);
