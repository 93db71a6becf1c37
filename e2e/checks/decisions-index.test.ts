import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const text = readFileSync(join(import.meta.dirname, '../../DECISIONS.md'), 'utf8');
const headings = [...text.matchAll(/^## (\d{4}-\d\d-\d\d .+)$/gm)].map((match) => match[1] ?? '');
const index = [...text.matchAll(/^- \[(.+)\]\(#(.+)\)$/gm)].map(([, title, anchor]) => ({
  title,
  anchor,
}));

/** Anchor that GitHub generates for a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/(^|\s)_(\w+)_/g, '$1$2')
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

describe('DECISIONS.md', () => {
  it('lists every entry in its index, in order', () => {
    expect(index).toEqual(headings.map((title) => ({ title, anchor: anchorOf(title) })));
  });

  it('lists entries in the order of their dates, each title once', () => {
    const dates = headings.map((title) => title.slice(0, 10));
    expect(dates).toEqual(dates.toSorted());
    expect(new Set(headings).size).toBe(headings.length);
  });
});
