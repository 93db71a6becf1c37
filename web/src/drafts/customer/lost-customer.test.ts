import type { DraftForm } from '@dealbill/server/contract/drafts';
import { expect, test } from 'vitest';
import { sampleContent, sampleForm } from '../../testing/sample-draft.ts';
import { lostChoice, lostCustomer } from './lost-customer.ts';

const lost = {
  customer: { id: '7', name: 'ACME GmbH' },
  trouble: 'merged',
  openUrl: 'https://books.example/customerdetail?nameId=7',
} as const;
const opened: DraftForm = { ...sampleForm, lost };

const choosing = (choice: DraftForm['content']['customer']['choice']) => ({
  ...sampleContent,
  customer: { ...sampleContent.customer, choice },
});
const existing = (customerId: string) =>
  choosing({ kind: 'existing', id: customerId, name: 'ACME GmbH', currency: null });

test('a lost customer is reported until another one is selected', () => {
  expect(lostCustomer(opened, choosing({ kind: 'none' }).customer)).toBe(lost);
  expect(lostCustomer(opened, existing('7').customer)).toBe(lost);
  expect(lostCustomer(opened, choosing({ kind: 'new', name: 'ACME' }).customer)).toBe(lost);
  expect(lostCustomer(opened, existing('8').customer)).toBeNull();
  expect(lostCustomer(sampleForm, existing('7').customer)).toBeNull();
});

test('only a draft saved with the lost customer has a problem', () => {
  const path = 'customer.choice';
  expect(lostChoice(opened, existing('7'))).toEqual([{ path, problem: 'choose_customer' }]);
  const inactive: DraftForm = { ...opened, lost: { ...lost, trouble: 'inactive' } };
  expect(lostChoice(inactive, existing('7'))).toEqual([{ path, problem: 'customer_inactive' }]);
  expect(lostChoice(opened, existing('8'))).toEqual([]);
  expect(lostChoice(opened, choosing({ kind: 'none' }))).toEqual([]);
});
