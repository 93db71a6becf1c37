import { expect, test } from 'vitest';
import { freshCompanyProfile } from '../../company-profile/company-profile.ts';
import { openDraftFixture } from '../../testing/draft-fixture.ts';

test.each([
  { like: 'uk', switches: { taxRoundingOutsideUs: 'line' }, learned: null, tax: '0.09' },
  { like: 'uk', switches: { taxRoundingOutsideUs: 'sum' }, learned: 'on_sum', tax: '0.08' },
  { like: 'customNumbers', switches: { taxRoundingInUs: 'sum' }, learned: null, tax: '0.02' },
  {
    like: 'customNumbers',
    switches: { taxRoundingInUs: 'line' },
    learned: 'per_line',
    tax: '0.03',
  },
] as const)(
  'stores rounding $learned from the first invoice in a company like $like with $switches',
  async ({ like, switches, learned, tax }) => {
    const fixture = await openDraftFixture(like);
    await fixture.switches(switches);
    const inUs = like === 'customNumbers';
    const typed = async () => {
      const form = await fixture.form('nearlyAlike');
      const [line] = form.content.lines;
      // At 20 % 0.026 a line and 0.078 in all, at 8 % 0.0056 and 0.0168.
      const lines = [1, 2, 3].map((number) => ({
        ...line,
        key: `${number}`,
        unitPrice: inUs ? '0.07' : '0.13',
        taxCodeId: inUs ? 'TAX' : '2',
      }));
      const salesTaxCodeId = inUs ? '2' : null;
      const details = { ...form.content.details, taxMode: 'excluded', salesTaxCodeId };
      return { ...form, content: { ...form.content, lines, details } };
    };
    const first = (await fixture.create(await typed())).body;
    expect(first.totalsComparison).toMatchObject({ agrees: learned === null, roundedAs: learned });
    expect(first.totalsComparison?.rows).toContainEqual(
      expect.objectContaining({ what: 'tax', actual: tax }),
    );

    const { owner, connectionId, realmId } = fixture.company;
    const connection = { id: connectionId, realmId };
    const usual = inUs ? 'on_sum' : 'per_line';
    const read = await freshCompanyProfile(fixture.as(owner), connection);
    expect(read.taxRounding).toBe(learned ?? usual);

    const second = (await fixture.create(await typed())).body;
    expect(second.totalsComparison).toMatchObject({ agrees: true, roundedAs: null });
  },
);
