import { describe, expect, test } from 'vitest';
import { openCustomerFixture } from '../../testing/customer-fixture.ts';

describe.concurrent('customer differences', () => {
  test('are listed by field, with the mapped values of Pipedrive', async () => {
    const fixture = await openCustomerFixture();
    await fixture.edit({ BillAddr: { Line1: '1 Old Road', City: 'Boston' }, ResaleNum: '04-1' });
    const { differences } = await fixture.link();
    expect(differences).toEqual([
      {
        field: 'address',
        pipedrive: '2 Assembly Square\nBoston, MA 02129\nUSA',
        quickbooks: expect.stringMatching(/^1 Old Road\nBoston/),
        lettersLost: false,
      },
      {
        field: 'email',
        pipedrive: 'facilities@northgate.example',
        quickbooks: expect.stringContaining('@'),
        lettersLost: false,
      },
      { field: 'taxId', pipedrive: '04-7781200', quickbooks: '04-1', lettersLost: false },
    ]);
  });

  test('ignore a different spelling of the same value', async () => {
    const fixture = await openCustomerFixture();
    await fixture.edit({
      PrimaryEmailAddr: { Address: 'Facilities@NORTHGATE.example' },
      ResaleNum: '047781200',
    });
    expect((await fixture.link()).differences).toEqual([]);
  });

  test('are not compared when preferences switch the offer off', async () => {
    const fixture = await openCustomerFixture();
    await fixture.ask('preferences/save', {
      mapping: { to: null, address: null, email: null, taxId: null },
      term: { kind: 'days', days: 30 },
      offerUpdates: false,
    });
    expect(await fixture.link()).toMatchObject({ differences: [], offer: false });
    await fixture.forgetCalls();
    const compared = await fixture.compare({ email: 'new@northgate.example' });
    expect(compared).toEqual({ differences: [], offer: false, checking: false });
    expect(await fixture.calls()).toEqual([]);
  });

  test('compare the values of the form with one read', async () => {
    const fixture = await openCustomerFixture();
    await fixture.compare({ email: 'x@northgate.example' });
    await fixture.forgetCalls();
    const compared = await fixture.compare({ email: 'new@northgate.example', taxId: '5' });
    expect(compared).toMatchObject({
      differences: [
        { field: 'email', pipedrive: 'new@northgate.example' },
        { field: 'taxId', pipedrive: '5', quickbooks: '' },
      ],
      offer: true,
      checking: false,
    });
    expect(await fixture.calls()).toEqual(['GET customer']);
  });

  test('ignore a tax id that QuickBooks masks', async () => {
    const fixture = await openCustomerFixture('uk');
    await fixture.edit({ PrimaryTaxIdentifier: 'GB123456789' });
    const compared = await fixture.compare({ taxId: 'GB987654321' });
    expect(compared.differences).toEqual([]);
  });

  test('return 404 for a missing customer', async () => {
    const fixture = await openCustomerFixture();
    const details = { address: '', email: '', taxId: '' };
    const input = { context: fixture.dealContext, customerId: '99999', details };
    const { status } = await fixture.call(fixture.company.owner, 'customers/compare', input);
    expect(status).toBe(404);
  });
});
