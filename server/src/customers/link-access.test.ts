import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type CustomerFixture, openCustomerFixture } from '../testing/customer-fixture.ts';
import { customerLinks } from './tables.ts';

describe.concurrent('access to links', () => {
  const actions = (fixture: CustomerFixture) =>
    [
      ['customers/link', { context: fixture.dealContext }],
      ['customers/change', { context: fixture.dealContext, customerId: '4' }],
      ['customers/unlink', { context: fixture.dealContext }],
      ['customers/search', { context: fixture.dealContext, text: '', page: 0 }],
      [
        'customers/compare',
        {
          context: fixture.dealContext,
          customerId: '1',
          details: { address: '', email: '', taxId: '' },
        },
      ],
      [
        'customers/update',
        { context: fixture.dealContext, customerId: '1', fields: { email: 'a@b.example' } },
      ],
    ] as const;

  test('rejects a colleague who is not the connection owner', async () => {
    const fixture = await openCustomerFixture();
    for (const [action, input] of actions(fixture)) {
      const { status, body } = await fixture.call(fixture.company.colleague, action, input);
      expect([action, status, body]).toMatchObject([action, 403, { error: { code: 'not_owner' } }]);
    }
    expect((await fixture.link()).link?.customer.id).toBe('1');
  });

  test('returns 404 for a deal or organization the user may not see', async () => {
    const fixture = await openCustomerFixture();
    await fixture.hideDeal(fixture.dealId);
    for (const [action, input] of actions(fixture)) {
      const { status } = await fixture.call(fixture.company.owner, action, input);
      expect([action, status]).toEqual([action, 404]);
    }
    const context = { of: 'organization', id: 99_999 };
    const { status } = await fixture.call(fixture.company.owner, 'customers/link', { context });
    expect(status).toBe(404);
  });

  test('ignores links of another company', async () => {
    const [fixture, other] = [await openCustomerFixture(), await openCustomerFixture()];
    await fixture.change('4');
    expect((await other.link()).link?.customer.id).toBe('1');
    const rows = await fixture.dependencies.db
      .select()
      .from(customerLinks)
      .where(eq(customerLinks.companyId, other.company.companyId));
    expect(rows).toEqual([]);
  });
});
