import { expect, test } from 'vitest';
import { freshCompanyProfile } from '../../company-profile/company-profile.ts';
import { openDraftFixture } from '../../testing/draft-fixture.ts';

test('a code that a user chose for a rate in Pipedrive is remembered by name', async () => {
  const fixture = await openDraftFixture('uk');
  const create = async (dealTax: string, taxCodeId: string) => {
    const form = await fixture.form('nearlyAlike');
    const [line] = form.content.lines;
    const lines = [{ ...line, unitPrice: '10', dealTax, taxCodeId, taxCodeFrom: 'user' }];
    await fixture.create({ ...form, content: { ...form.content, lines } });
  };
  const { owner, connectionId, realmId } = fixture.company;
  const remembered = async () =>
    (await freshCompanyProfile(fixture.as(owner), { id: connectionId, realmId })).dealTaxCodes;

  expect(await remembered()).toBeUndefined();
  await create('17.5', '2');
  await create('20', '3');
  expect(await remembered()).toEqual([{ dealPercent: '17.5', name: '20.0% S', percent: '20' }]);
  await create('4', '3');
  await create('17.50', '3');
  expect(await remembered()).toEqual([
    { dealPercent: '4', name: '5.0% R', percent: '5' },
    { dealPercent: '17.5', name: '5.0% R', percent: '5' },
  ]);
});
