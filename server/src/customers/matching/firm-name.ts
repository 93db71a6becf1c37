import { folded } from '../../shared/text/folded.ts';

/** True for names that differ in case, accents and spaces only. */
export const sameName = (a: string, b: string): boolean => folded(a) === folded(b);

const legalForms = new Set(
  (
    'inc incorporated corp corporation co company companies llc llp lp plc ltd limited pty pte pvt private ' +
    'gmbh ag kg kgaa ohg gbr ug ek ev eg mbh se sa sas sasu sarl eurl srl srls spa snc ss sl slu sc scs ' +
    'spzoo zoo sp spj spk ska bv nv vof cv as asa ans aps oy oyj ab hb is hf ehf doo dooel dd ad ood eood ' +
    'sro kft zrt nyrt bt uab sia ou tov llp kk gk sdn bhd tbk ltda eireli me'
  ).split(' '),
);

const leadingForms = new Set(['uab', 'sia', 'ooo', 'zao', 'pt', 'the']);

/** Words between two legal forms, as in `GmbH & Co. KG`. */
const conjunctions = new Set(['and', 'und', 'et', 'i', 'y', 'e', 'og', 'z']);

/**
 * Splits a name into folded words without legal forms: `Möller & Sohn Sp. z o.o.` gives `moller`,
 * `and`, `sohn`. Never empty for a name that has a letter or digit. Pure.
 */
export const nameWords = (name: string): string[] => {
  const plain = folded(name)
    .replace(/&/g, ' and ')
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const words = joinInitials(plain === '' ? [] : plain.split(' '));
  while (words.length > 1 && isForm(words)) words.pop();
  while (words.length > 1 && leadingForms.has(words[0] ?? '')) words.shift();
  return words;
};

const isForm = (words: string[]): boolean => {
  const last = words.at(-1) ?? '';
  return legalForms.has(last) || (conjunctions.has(last) && words.length > 1);
};

/** Joins `s p a` to `spa`, so that a legal form is recognised with and without full stops. */
const joinInitials = (words: string[]): string[] => {
  const joined: string[] = [];
  let afterInitial = false;
  for (const word of words) {
    const initial = word.length === 1 && /\p{L}/u.test(word);
    if (initial && afterInitial) joined.push(`${joined.pop() ?? ''}${word}`);
    else joined.push(word);
    afterInitial = initial;
  }
  return joined;
};
