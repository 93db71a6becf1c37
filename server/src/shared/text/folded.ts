import { withoutInvisible } from './clean-text.ts';

/** Normalizes text for searching and matching. Pure. */

const undecomposed: Record<string, string> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

/** Removes case, accents and repeated spaces: `  Möller  GMBH` becomes `moller gmbh`. */
export const folded = (text: string): string =>
  withoutInvisible(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßłøđæœþı]/g, (letter) => undecomposed[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();
