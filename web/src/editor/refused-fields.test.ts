import { expect, test } from 'vitest';
import { sampleContent } from '../testing/sample-draft.ts';
import { refusedFields, stillRefused } from './refused-fields.ts';

const withNumber = (number: string) => ({
  ...sampleContent,
  details: { ...sampleContent.details, number },
});

test('a rejected number is marked until another one is typed', () => {
  const refused = refusedFields(
    [{ path: 'content.details.number', problem: 'number_taken' }],
    withNumber('1042'),
  );
  expect(stillRefused(refused, withNumber('1042'))).toEqual([
    { path: 'details.number', problem: 'number_taken' },
  ]);
  expect(stillRefused(refused, withNumber('1043'))).toEqual([]);
});
