/** Names that a reminder's text may contain in braces. */
export const reminderPlaceholders = ['number', 'customer', 'amount', 'days'] as const;

export type ReminderPlaceholder = (typeof reminderPlaceholders)[number];

/** Most characters of a reminder's text before its placeholders are filled. */
export const longestReminderText = 200;

/** Pipedrive's limit for the subject of an activity. */
const longestSubject = 255;

/** Whether the text shows the amount of the invoice. */
export const namesAmount = (text: string): boolean => text.includes('{amount}');

/** Names in braces that are no placeholders, such as `{numer}`. */
export const unknownPlaceholders = (text: string): string[] =>
  [...new Set(text.match(/\{[^{}]*\}/g))].filter(
    (found) => !reminderPlaceholders.some((name) => found === `{${name}}`),
  );

/** Fills the placeholders of a reminder's text; an unknown one stays as it is. */
export const reminderText = (text: string, values: Record<ReminderPlaceholder, string>): string =>
  text
    .replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? values[name as ReminderPlaceholder] : whole,
    )
    .trim()
    .slice(0, longestSubject);
