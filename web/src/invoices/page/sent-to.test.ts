import { expect, test } from 'vitest';
import { sentTo } from './sent-to.ts';

const sent = (at: string, to: string) => ({
  at,
  who: 'Sales Lead',
  action: 'invoice_sent',
  details: { to },
});
const deliveredAt = '2026-11-12T09:00:00-08:00';

test.each<[string, string | null, ReturnType<typeof sent>[], string | null]>([
  ['asked for here', deliveredAt, [sent('2026-11-12T16:59:40Z', 'a@b.example')], 'a@b.example'],
  [
    'asked for here twice',
    deliveredAt,
    [sent('2026-11-12T17:00:10Z', 'new@b.example'), sent('2026-11-01T10:00:00Z', 'a@b.example')],
    'new@b.example',
  ],
  ['sent later from QuickBooks', deliveredAt, [sent('2026-11-01T10:00:00Z', 'a@b.example')], null],
  ['never asked for here', deliveredAt, [], null],
  ['not sent', null, [], null],
])('the address of a delivery that was %s', (_, at, history, to) => {
  expect(sentTo({ deliveredAt: at, history })).toBe(to);
});
