const others: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '‚': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '…': '...',
  '•': '-',
  '€': 'EUR',
  '™': '(TM)',
};

const beyondLatin = /[\u{100}-\u{10FFFF}]/gu;

/** Whether a text has letters beyond Latin-1, which some QuickBooks companies store as `?`. */
export const hasRiskyLetters = (text: string): boolean => /[\u{100}-\u{10FFFF}]/u.test(text);

/** Punctuation and signs that remain readable in a sentence when they become question marks. */
const signs = /[–—‘’‚“”„…•€™]/gu;

/** Like `hasRiskyLetters`, apart from punctuation and signs. */
export const hasRiskyWords = (text: string): boolean =>
  hasRiskyLetters(text) && hasRiskyLetters(text.replace(signs, ''));

/**
 * Writes letters beyond Latin-1 in plain ones, `Złotnicki` as `Zlotnicki`; null when one of them has
 * no such form. Pure.
 */
export const plainLetters = (text: string): string | null => {
  const plain = text
    .normalize('NFC')
    .replace(
      beyondLatin,
      (letter) => others[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, ''),
    );
  return hasRiskyLetters(plain) ? null : plain;
};
