import { expect, test } from 'vitest';
import type { LinePart } from '../../quickbooks/translate/invoice-parts.ts';
import { makeProfile } from '../../testing/make-draft.ts';
import { copiedLines } from './copied-lines.ts';

const line = {
  kind: 'item',
  itemId: '6',
  itemName: 'Desk',
  description: 'Desk',
  quantity: '1',
  unitPrice: '10',
  amount: '10.00',
  taxCodeId: null,
  serviceDate: '2026-01-31',
} as LinePart;
const parts = { lines: [line], subtotal: '10.00', discount: '0', shipping: '0', other: '0' };

test.each([
  [true, '2026-01-31'],
  [false, undefined],
])('copies service dates only where they are still to bill: %j', (serviceDates, date) => {
  const profile = makeProfile({ serviceDates: true });
  const { lines } = copiedLines(parts, profile, { serviceDates });
  expect(lines.map(({ serviceDate }) => serviceDate)).toEqual([date]);
});
