import { describe, expect, it, test } from 'vitest';
import { findEntry, similarEntries } from './find-entry.ts';

const entries = ['Furniture', 'East:Boston', 'West:Boston', 'Installation:Acoustics'].map(
  (name, index) => ({ id: String(index + 1), name }),
);

const idOf = (text: string) => findEntry(entries, text)?.id ?? null;

describe('finding a class or location by a text of Pipedrive', () => {
  test.each([
    ['Furniture', '1'],
    ['  fürniture ', '1'],
    ['east:boston', '2'],
    ['ACOUSTICS', '4'],
  ])('finds %j', (text, id) => {
    expect(idOf(text)).toBe(id);
  });

  it('does not choose between entries of the same name', () => {
    expect(idOf('Boston')).toBeNull();
  });

  it('finds nothing for a part of a name', () => {
    expect(idOf('Furn')).toBeNull();
  });
});

describe('similar entries', () => {
  const similar = (text: string) => similarEntries(entries, text).map(({ name }) => name);

  test.each([
    ['Furnitures', ['Furniture']],
    ['Furnture', ['Furniture']],
    ['Boston office', ['East:Boston', 'West:Boston']],
    ['Acoustic', ['Installation:Acoustics']],
    ['Plumbing', []],
    ['Fu', []],
  ])('of %j are %j', (text, names) => {
    expect(similar(text)).toEqual(names);
  });
});
