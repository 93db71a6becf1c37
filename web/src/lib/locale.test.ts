import { expect, it } from 'vitest';
import { localesOf } from './locale.ts';

it('takes number formats from the browser, dates from its variant of our language', () => {
  expect(localesOf(['de-CH', 'en-GB'], 'en')).toEqual({ numbers: 'de-CH', dates: 'en-GB' });
});

it('falls back to the language of the words', () => {
  expect(localesOf(['fr'], 'en')).toEqual({ numbers: 'fr', dates: 'en' });
  expect(localesOf([], 'en')).toEqual({ numbers: 'en', dates: 'en' });
});

it('a language that is no language tag is passed over', () => {
  expect(localesOf(['en-US@posix', 'de'], 'en')).toEqual({ numbers: 'de', dates: 'en' });
  expect(localesOf(['en-US@posix'], 'en')).toEqual({ numbers: 'en', dates: 'en' });
});
