import { expect, test } from 'vitest';
import { batchAnswers, batchFault, batchItems } from './batch.ts';

const fault = { type: 'ValidationFault', Error: [{ code: '4001', Message: 'Invalid query' }] };

test('batchItems numbers the queries', () => {
  expect(
    batchItems([
      { entity: 'Invoice', clauses: "where Id in ('7')" },
      { entity: 'Payment', clauses: "where CustomerRef = '58'" },
      { entity: 'Payment', clauses: "where CustomerRef = '58'", count: true },
    ]),
  ).toEqual([
    { bId: '1', Query: "select * from Invoice where Id in ('7')" },
    { bId: '2', Query: "select * from Payment where CustomerRef = '58'" },
    { bId: '3', Query: "select count(*) from Payment where CustomerRef = '58'" },
  ]);
});

test('batchAnswers restores the order and returns null for refused or missing items', () => {
  const body = {
    BatchItemResponse: [
      { bId: '3', QueryResponse: {} },
      { bId: '2', Fault: fault },
      { bId: '1', QueryResponse: { Invoice: [{ Id: '7' }] } },
      { bId: '5' },
    ],
    time: '2027-03-15T09:01:18.141-07:00',
  };
  expect(batchAnswers(body, 5)).toEqual([
    body.BatchItemResponse[2],
    null,
    body.BatchItemResponse[0],
    null,
    null,
  ]);
});

test('batchAnswers throws for a response that is not a batch', () => {
  expect(() => batchAnswers({ Other: 1 }, 1)).toThrow('quickbooks_unavailable');
});

test('batchFault finds the fault of an item', () => {
  const good = { bId: '1', QueryResponse: {} };
  const bad = { bId: '2', Fault: { Error: [{ Message: 'no', code: '4002' }], type: 'Validation' } };
  expect(batchFault({ BatchItemResponse: [good, bad] })).toBe('4002');
  expect(batchFault({ BatchItemResponse: [good] })).toBeNull();
  expect(batchFault('no batch')).toBeNull();
});
