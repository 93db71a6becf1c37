/**
 * Whether `stored` is `sent` with question marks for letters beyond Latin-1, as QuickBooks was
 * reported to store them. A letter of two UTF-16 units may become one mark or two. Pure.
 */
export const lostLetters = (sent: string, stored: string): boolean => {
  const [a, b] = [plain(sent), plain(stored)];
  return a !== b && (isMarked([...a], [...b]) || isMarked(a.split(''), b.split('')));
};

/** Returns the sent and the stored text if letters were lost, else null. */
export const lostText = (sent: string, stored: string): { sent: string; stored: string } | null =>
  lostLetters(sent, stored) ? { sent: plain(sent), stored: plain(stored) } : null;

/** Replaces each letter that QuickBooks may not store with a question mark. */
export const withMarks = (text: string): string => text.replace(/[\u{100}-\u{10FFFF}]/gu, '?');

const plain = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();

const isMarked = (sent: string[], stored: string[]): boolean =>
  sent.length === stored.length &&
  sent.every((letter, at) => letter === stored[at] || (letter > '\u00ff' && stored[at] === '?'));
