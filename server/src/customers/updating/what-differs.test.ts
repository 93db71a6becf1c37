import { describe, expect, test } from 'vitest';
import { openCustomerDesk } from '../../testing/customer-desk.ts';

describe.concurrent('what differs', () => {
  test('is told field by field, as the mapping finds it in Pipedrive', async () => {
    const desk = await openCustomerDesk();
    await desk.edit({ BillAddr: { Line1: '1 Old Road', City: 'Boston' }, ResaleNum: '04-1' });
    const { differences } = await desk.link();
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

  test('is nothing where only the writing is another', async () => {
    const desk = await openCustomerDesk();
    await desk.edit({
      PrimaryEmailAddr: { Address: 'Facilities@NORTHGATE.example' },
      ResaleNum: '047781200',
    });
    expect((await desk.link()).differences).toEqual([]);
  });

  test('is not looked for when the company does not want the offer', async () => {
    const desk = await openCustomerDesk();
    await desk.ask('preferences/save', {
      mapping: { to: null, address: null, email: null, taxId: null },
      term: { kind: 'days', days: 30 },
      offerUpdates: false,
    });
    expect(await desk.link()).toMatchObject({ differences: [], offer: false });
    await desk.forgetCalls();
    const compared = await desk.compare({ email: 'new@northgate.example' });
    expect(compared).toEqual({ differences: [], offer: false, checking: false });
    expect(await desk.calls()).toEqual([]);
  });

  test('from what stands in the form is told after one read', async () => {
    const desk = await openCustomerDesk();
    await desk.compare({ email: 'x@northgate.example' });
    await desk.forgetCalls();
    const compared = await desk.compare({ email: 'new@northgate.example', taxId: '5' });
    expect(compared).toMatchObject({
      differences: [
        { field: 'email', pipedrive: 'new@northgate.example' },
        { field: 'taxId', pipedrive: '5', quickbooks: '' },
      ],
      offer: true,
      checking: false,
    });
    expect(await desk.calls()).toEqual(['GET customer']);
  });

  test('in a tax id that QuickBooks masks is not known', async () => {
    const desk = await openCustomerDesk('uk');
    await desk.edit({ PrimaryTaxIdentifier: 'GB123456789' });
    const compared = await desk.compare({ taxId: 'GB987654321' });
    expect(compared.differences).toEqual([]);
  });

  test('from a customer that is not there is not told', async () => {
    const desk = await openCustomerDesk();
    const details = { address: '', email: '', taxId: '' };
    const input = { place: desk.here, customerId: '99999', details };
    const { status } = await desk.call(desk.company.holder, 'customers/compare', input);
    expect(status).toBe(404);
  });
});
