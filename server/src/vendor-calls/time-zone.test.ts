import { describe, expect, it } from 'vitest';
import { todayIn } from '../clock.ts';
import { readTimeZone } from './time-zone.ts';

describe('readTimeZone', () => {
  it.each([
    ['America/Los_Angeles', 'America/Los_Angeles'],
    [' Europe/London ', 'Europe/London'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['GMT-08:00', '-08:00'],
    ['UTC+5:30', '+05:30'],
    ['gmt +0530', '+05:30'],
    ['(UTC-08:00) Pacific Time (US & Canada)', '-08:00'],
    ['UTC', 'UTC'],
    ['Mars/Olympus', null],
    ['GMT-99:00', null],
    ['', null],
    [null, null],
  ])('parses %s', (vendorZone, zone) => {
    expect(readTimeZone(vendorZone)).toBe(zone);
  });

  it('returns zones in which an evening in California is not yet tomorrow', () => {
    const evening = Date.parse('2026-11-28T04:30:00Z');
    for (const zone of ['America/Los_Angeles', 'Pacific Standard Time', 'GMT-08:00']) {
      expect(todayIn(readTimeZone(zone) ?? '', evening)).toBe('2026-11-27');
    }
  });
});
