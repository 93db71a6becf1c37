import { describe, expect, it } from 'vitest';
import { sampleContent, sampleProfile } from '../../testing/sample-draft.ts';
import { addedByQuickbooks } from './added-by-quickbooks.ts';

const nothing = {
  cc: '',
  bcc: '',
  copyToCompany: false,
  message: '',
  onlinePayments: false,
  appliesCredit: false,
};

const keysOf = (...args: Parameters<typeof addedByQuickbooks>) =>
  addedByQuickbooks(...args).map(({ key }) => key);

/** A document in which QuickBooks leaves nothing open. */
const complete = {
  ...sampleContent,
  details: {
    ...sampleContent.details,
    term: { kind: 'quickbooks' as const, id: '3' },
    dueDate: '2026-04-12',
  },
};

describe('what QuickBooks adds', () => {
  it('is nothing when number, term, address and texts are given', () => {
    expect(keysOf(complete, { ...sampleProfile, salesForms: nothing })).toEqual([]);
  });

  it('is number, term and due date of a form without them', () => {
    const details = { ...complete.details, term: { kind: 'none' as const }, dueDate: '' };
    const profile = { ...sampleProfile, customNumbers: false };
    expect(keysOf({ ...complete, details }, profile)).toEqual(['number', 'term', 'due']);
  });

  it('is the address of the customer, and automated sales tax for it', () => {
    const customer = { ...complete.customer, to: '', address: '' };
    const profile = { ...sampleProfile, country: 'US', taxRegime: 'us_automatic' as const };
    expect(keysOf({ ...complete, customer }, profile)).toEqual(['address', 'tax']);
  });

  it('is what the settings of sales forms say, except texts and copies of the form', () => {
    const salesForms = {
      cc: 'copies@larch.example',
      bcc: 'archive@larch.example',
      copyToCompany: true,
      message: 'Thank you.',
      onlinePayments: true,
      appliesCredit: true,
    };
    const profile = { ...sampleProfile, salesForms };
    expect(keysOf(complete, profile)).toEqual([
      'message',
      'cc',
      'bcc',
      'copy',
      'payment',
      'credit',
    ]);
    const customer = { ...complete.customer, cc: 'boss@larch.example', bcc: 'b@larch.example' };
    const details = { ...complete.details, message: 'See you soon' };
    expect(keysOf({ ...complete, customer, details }, profile)).toEqual([
      'copy',
      'payment',
      'credit',
    ]);
  });
});
