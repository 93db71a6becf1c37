import { expect, test } from 'vitest';
import { openDraftFixture } from '../../testing/draft-fixture.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';
import type { DraftForm } from '../contract.ts';

test('fills in the customer’s shipping address and updates it in a saved draft', async () => {
  const fixture = await openDraftFixture();
  const { owner, realmId, deals } = fixture.company;
  const dealId = deals.withoutProducts ?? 0;
  const open = async (draftId: string | null) => {
    const { body } = await fixture.call(owner, 'drafts/open', { dealId, draftId, fresh: false });
    return body as DraftForm;
  };
  const moveTo = async (ShipAddr: object) => {
    const { Id, SyncToken } = (await fixture.realmContents()).customers.find(
      ({ DisplayName }) => DisplayName === 'Northgate Library Trust',
    ) as unknown as { Id: string; SyncToken: string };
    await writeInQuickbooks(fixture.dependencies, realmId, 'Customer', {
      Id,
      SyncToken,
      sparse: true,
      ShipAddr,
    });
  };

  expect((await open(null)).candidates[0]).toMatchObject({ shipAddress: null });
  await moveTo({ Line1: '9 Row', City: 'Albany', CountrySubDivisionCode: 'NY' });
  const { candidates } = await open(null);
  expect(candidates[0]).toMatchObject({ shipAddress: '9 Row\nAlbany, NY' });

  const form = await fixture.form();
  const { body } = await fixture.call(owner, 'drafts/save', form);
  expect(body).toMatchObject({ version: 1 });
  await moveTo({ Line1: '1 Dock', City: 'Oakland', CountrySubDivisionCode: 'CA' });
  const again = await open(form.draftId);
  const shipAddress = '1 Dock\nOakland, CA';
  expect(again).toMatchObject({
    content: { customer: { choice: { kind: 'existing', shipAddress } } },
  });
});
