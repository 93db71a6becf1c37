import { expect, it } from 'vitest';
import { customerLinks } from '../customers/tables.ts';
import { makeFormerDatabase } from '../testing/open-migrated.ts';

/** The last migrations before links had a currency. */
const last = { sqlite: 48, postgres: 27 };

it('keeps the customers that were linked before, as main customers', async () => {
  const former = await makeFormerDatabase(last);
  await former.insert('customer_links', {
    company_id: 1,
    realm_id: '9',
    party: 'organization',
    party_id: 7,
    customer_id: '58',
    customer_name: 'Larch Ltd',
    why: 'picked',
    linked_by_id: 2,
    linked_at: 50,
  });
  const db = await former.upgrade();
  expect(await db.select().from(customerLinks)).toEqual([
    {
      companyId: 1,
      realmId: '9',
      party: 'organization',
      partyId: 7,
      currency: '',
      customerId: '58',
      customerName: 'Larch Ltd',
      why: 'picked',
      linkedById: 2,
      linkedAt: 50,
    },
  ]);
});
