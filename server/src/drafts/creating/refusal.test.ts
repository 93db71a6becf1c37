import { expect, test } from 'vitest';
import { makeDraft } from '../../testing/make-draft.ts';
import { refusalOf } from './refusal.ts';

const fault = (code: string, element: string | null = null) => ({
  code,
  element,
  said: 'QuickBooks says so',
  tid: '1-abc',
});

const newCustomer = makeDraft({ customer: { choice: { kind: 'new', name: 'Acme' } } });

test.each([
  ['a name that is taken', fault('6240'), newCustomer, 'customer.choice.name', 'name_taken'],
  ['a number that is taken', fault('6140'), makeDraft(), 'details.number', 'number_taken'],
  ['an inactive customer', fault('6250'), makeDraft(), 'customer.choice', 'customer_inactive'],
  ['closed books', fault('6210'), makeDraft(), 'details.issueDate', 'books_closed'],
  [
    'a property that QuickBooks names',
    fault('2050', 'DocNumber'),
    makeDraft(),
    'details.number',
    'refused',
  ],
  [
    'a nested property',
    fault('2050', 'BillEmail.Address'),
    makeDraft(),
    'customer.email',
    'refused',
  ],
])('reports %s at its field', (_said, refused, content, path, problem) => {
  expect(refusalOf(refused, content).fields).toEqual([
    { path, problem, said: 'QuickBooks says so' },
  ]);
});

test('keeps message and Intuit transaction id of a refusal without a field', () => {
  expect(refusalOf(fault('6000'), makeDraft())).toEqual({
    fields: [],
    faultCode: '6000',
    said: 'QuickBooks says so',
    tid: '1-abc',
  });
});

test('does not report a taken name at an existing customer', () => {
  expect(refusalOf(fault('6240'), makeDraft()).fields).toEqual([]);
});

test('reports each problem at its field and keeps all messages', () => {
  const several = {
    ...fault('2050', 'DocNumber'),
    others: [
      { code: '6210', element: null, said: 'The books are closed' },
      { code: '6000', element: null, said: 'Something else' },
    ],
  };
  const { fields, said } = refusalOf(several, makeDraft());
  expect(fields.map(({ path }) => path)).toEqual(['details.number', 'details.issueDate']);
  expect(said).toBe('QuickBooks says so The books are closed Something else');
});
