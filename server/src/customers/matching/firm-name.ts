import { folded } from '../../shared/text/folded.ts';

/** How a firm's name is told apart from its legal form, its accents and its punctuation. Pure. */

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

/** Between a name and its legal form, as in `GmbH & Co. KG`. */
const joints = new Set(['and', 'und', 'et', 'i', 'y', 'e', 'og', 'z']);

/**
 * The words that make a name, folded, legal forms at its end dropped: `Möller & Sohn Sp. z o.o.` is
 * `moller`, `and`, `sohn`. Never empty for a name that has a letter or digit.
 */
export const nameText = (name: string): string[] => {
  const spelled = folded(name)
    .replace(/&/g, ' and ')
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const words = joinInitials(spelled === '' ? [] : spelled.split(' '));
  while (words.length > 1 && isForm(words)) words.pop();
  while (words.length > 1 && leadingForms.has(words[0] ?? '')) words.shift();
  return words;
};

const isForm = (words: string[]): boolean => {
  const last = words.at(-1) ?? '';
  return legalForms.has(last) || (joints.has(last) && words.length > 1);
};

/** `s p a` becomes `spa`, so that forms are known with and without their points. */
const joinInitials = (words: string[]): string[] => {
  const joined: string[] = [];
  let open = false;
  for (const word of words) {
    const initial = word.length === 1 && /\p{L}/u.test(word);
    if (initial && open) joined.push(`${joined.pop() ?? ''}${word}`);
    else joined.push(word);
    open = initial;
  }
  return joined;
};
