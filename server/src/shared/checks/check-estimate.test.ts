import { describe, expect, it } from 'vitest';
import { makeDraft } from '../../testing/make-draft.ts';
import type { EstimateLink } from '../contract/draft-content.ts';
import { checkEstimate } from './check-estimate.ts';

const linkedTo = (differs: Partial<EstimateLink> = {}) =>
  makeDraft({
    estimate: {
      id: '41',
      number: '1001',
      customerId: '58',
      issueDate: '2027-03-01',
      expiresOn: null,
      total: '100.00',
      currency: 'GBP',
      left: 0,
      ...differs,
    },
  });

describe('the estimate of a draft', () => {
  it('has no problem while it is open, or when there is none', () => {
    expect(checkEstimate(linkedTo(), '2027-03-13')).toEqual([]);
    expect(checkEstimate(makeDraft(), '2027-03-13', 'billed')).toEqual([]);
  });

  it('must belong to the chosen customer', () => {
    const found = [{ path: 'estimate', problem: 'estimate_of_other' }];
    expect(checkEstimate(linkedTo({ customerId: '59' }), '2027-03-13')).toEqual(found);
    const draft = linkedTo();
    const customer = { ...draft.customer, choice: { kind: 'new', name: 'Quay' } as const };
    expect(checkEstimate({ ...draft, customer }, '2027-03-13')).toEqual(found);
  });

  it('expires on the day after its last one', () => {
    const draft = linkedTo({ expiresOn: '2027-03-13' });
    expect(checkEstimate(draft, '2027-03-13')).toEqual([]);
    expect(checkEstimate(draft, '2027-03-14')).toEqual([
      { path: 'estimate', problem: 'estimate_expired', limit: '2027-03-13' },
    ]);
  });

  it('has the problem that QuickBooks was read with', () => {
    expect(checkEstimate(linkedTo(), '2027-03-13', 'billed')).toEqual([
      { path: 'estimate', problem: 'estimate_billed' },
    ]);
  });
});
