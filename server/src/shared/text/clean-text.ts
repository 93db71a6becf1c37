/** Characters that are not seen: zero-width spaces, soft hyphens, direction marks. Joiners of scripts stay. */
const invisible =
  /[\u{AD}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{2066}-\u{2069}\u{FEFF}]/gu;

export const withoutInvisible = (text: string): string => text.replace(invisible, '');

/**
 * A name as it is sent and compared: without invisible characters, every space a plain one, no doubled
 * ones. Line breaks, tabs and control characters stay, for a form to point at.
 */
export const cleanName = (name: string): string =>
  withoutInvisible(name.normalize('NFC'))
    .replace(/\p{Zs}+/gu, ' ')
    .trim();

/** The same for each line of a text that may have several. */
export const cleanLines = (text: string): string => text.split(/\r?\n/).map(cleanName).join('\n');

/** Emoji and other characters beyond U+FFFF, which QuickBooks was seen to answer with a 500. */
export const hasEmoji = (text: string): boolean => /[\u{10000}-\u{10FFFF}\p{Cs}]/u.test(text);
