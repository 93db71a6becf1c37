import { realms } from '../../story.ts';
import type { Company } from '../company/realm.ts';
import { seedCompany } from './company-seed.ts';

/** The companies offered at consent; `size` applies to the first one, the others are small. */
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
