import { organizations, realms } from '../../story.ts';
import { estimateBody } from '../company/estimate-body.ts';
import { createEstimate } from '../company/estimates.ts';
import type { Company } from '../company/realm.ts';
import { seedCompany } from './company-seed.ts';

/** The companies offered at consent; `size` applies to the first one, the others are small. */
export function seedStory(now: number, size: 'large' | 'small'): Company[] {
  const us = seedCompany({ ...realms.us, like: 'us', size, preferences: {} }, now);
  seedEstimate(us, now);
  return [
    us,
    seedCompany({ ...realms.uk, like: 'uk', size: 'small', preferences: {} }, now),
    seedCompany({ ...realms.ca, like: 'ca', size: 'small', preferences: {} }, now),
    seedCompany(
      { ...realms.customNumbers, like: 'customNumbers', size: 'small', preferences: {} },
      now,
    ),
  ];
}

/** An accepted estimate of the customer of the deal without products. */
function seedEstimate(company: Company, now: number): void {
  const { inQuickbooksAs } = organizations[502];
  const customer = Object.values(company.customers).find(
    ({ DisplayName }) => DisplayName === inQuickbooksAs,
  );
  if (!customer) return;
  const line = (Description: string, Qty: number, UnitPrice: number) => ({
    DetailType: 'SalesItemLineDetail',
    Amount: Qty * UnitPrice,
    Description,
    SalesItemLineDetail: { ItemRef: { value: '1' }, Qty, UnitPrice },
  });
  const input = estimateBody.parse({
    CustomerRef: { value: customer.Id },
    TxnStatus: 'Accepted',
    Line: [line('Acoustic panels, reading room', 24, 150), line('Installation', 6, 150)],
  });
  createEstimate({ company, now, bulk: true }, input, {});
}
