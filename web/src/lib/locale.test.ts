import { expect, it } from 'vitest';
import { localesOf } from './locale.ts';

it("uses the browser's locale for numbers and its variant of our language for dates", () => {
  expect(localesOf(['de-CH', 'en-GB'], 'en')).toEqual({ numbers: 'de-CH', dates: 'en-GB' });
});

it('falls back to the language of the messages', () => {
  expect(localesOf(['fr'], 'en')).toEqual({ numbers: 'fr', dates: 'en' });
  expect(localesOf([], 'en')).toEqual({ numbers: 'en', dates: 'en' });
});

it('ignores a language that is no valid language tag', () => {
  expect(localesOf(['en-US@posix', 'de'], 'en')).toEqual({ numbers: 'de', dates: 'en' });
  expect(localesOf(['en-US@posix'], 'en')).toEqual({ numbers: 'en', dates: 'en' });
});
