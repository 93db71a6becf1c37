import { expect, test } from 'vitest';
import { isOutdated, uninstallNotice } from './uninstall-notice.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');

const noticeWith = (timestamp: unknown) =>
  uninstallNotice.parse({ client_id: 'app', company_id: '7', user_id: 8, timestamp });

test.each([
  '2026-11-21T12:00:00Z',
  '2026-11-21T12:00:00.000Z',
  '2026-11-21T13:00:00+01:00',
  '2026-11-21 12:00:00',
  noon,
  noon / 1000,
])('reads %j as an instant', (timestamp) => {
  expect(noticeWith(timestamp).timestamp).toBe(noon);
});

test.each([undefined, null, '', 'noon', {}])('never treats %j as outdated', (timestamp) => {
  const notice = noticeWith(timestamp);
  expect(notice).toMatchObject({ company_id: 7, user_id: 8 });
  expect(isOutdated(notice, noon)).toBe(false);
});

test('a notice is outdated when the user has installed at least a second later', () => {
  expect(isOutdated(noticeWith(noon), noon + 1_000)).toBe(true);
  expect(isOutdated(noticeWith(noon), noon + 999)).toBe(false);
  expect(isOutdated(noticeWith(noon), noon)).toBe(false);
  expect(isOutdated(noticeWith(noon), null)).toBe(false);
});
