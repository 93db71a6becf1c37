import { realms } from '../../story.ts';
import type { Company } from '../company/realm.ts';
import { seedCompany } from './company-seed.ts';

/** The companies of the story, chosen from at consent; `size` is the first one's, the others are small. */
export function seedStory(now: number, size: 'large' | 'small'): Company[] {
  return [
    seedCompany({ ...realms.us, like: 'us', size, preferences: {} }, now),
    seedCompany({ ...realms.uk, like: 'uk', size: 'small', preferences: {} }, now),
    seedCompany({ ...realms.ca, like: 'ca', size: 'small', preferences: {} }, now),
    seedCompany(
      { ...realms.customNumbers, like: 'customNumbers', size: 'small', preferences: {} },
      now,
    ),
  ];
}
