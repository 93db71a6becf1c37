import { expect, test } from 'vitest';
import { descriptionBeside, descriptionWithout } from './line-description.ts';

test.each([
  ['Oak desk 160', ''],
  ['oak  desk 160 ', ''],
  ['Oak desk 160\nOiled, 2 m wide', 'Oiled, 2 m wide'],
  ['Oak desk 160, oiled', 'Oak desk 160, oiled'],
  ['Two desks\nOak desk 160', 'Two desks\nOak desk 160'],
  ['', ''],
])('%j beside the item Oak desk 160 is %j', (description, expected) => {
  expect(descriptionBeside('Oak desk 160', description)).toBe(expected);
});

test('a line without its item has the item name as its description if that was empty', () => {
  expect(descriptionWithout('Oak desk 160', ' ')).toBe('Oak desk 160');
  expect(descriptionWithout('Oak desk 160', 'Oiled')).toBe('Oiled');
});
