/**
 * Invisible characters: zero-width spaces, soft hyphens, direction marks. Not the joiners that some
 * scripts need.
 */
const invisible =
  /[\u{AD}\u{200B}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{2066}-\u{2069}\u{FEFF}]/gu;

export const withoutInvisible = (text: string): string => text.replace(invisible, '');

/**
 * Normalizes a name for sending and comparing: removes invisible characters, makes every space a
 * plain one and merges repeated ones. Keeps line breaks, tabs and control characters, so that a
 * form can report them.
 */
export const cleanName = (name: string): string =>
  withoutInvisible(name.normalize('NFC'))
    .replace(/\p{Zs}+/gu, ' ')
    .trim();

/** Applies `cleanName` to each line of a text. */
export const cleanLines = (text: string): string => text.split(/\r?\n/).map(cleanName).join('\n');

/**
 * True with emoji or other characters beyond U+FFFF; QuickBooks was seen to return 500 for them.
 */
export const hasEmoji = (text: string): boolean => /[\u{10000}-\u{10FFFF}\p{Cs}]/u.test(text);

const emoji = '[\\u{10000}-\\u{10FFFF}\\p{Cs}][\\u{FE0F}\\u{200D}\\u{10000}-\\u{10FFFF}\\p{Cs}]*';
/** Before a space, a punctuation mark or the end, the space before them goes too. */
const trailing = new RegExp(` ?${emoji}(?=[\\s,.;:!?]|$)`, 'gu');

/** Removes them with what joins and varies them, and a space that is left over. */
export const withoutEmoji = (text: string): string =>
  text.replace(trailing, '').replace(new RegExp(emoji, 'gu'), '').replace(/^ /gm, '');
