import type { z } from 'zod';
import { refusal } from '../wire/faults.ts';
import type { Term } from './list-entities.ts';
import { newEntity, type Realm } from './realm.ts';
import { missing } from './references.ts';
import type { termBody } from './term-body.ts';

/** Either so many days, or a day of the month; 6240 when the name is taken, active or not. */
export function createTerm(realm: Realm, input: z.output<typeof termBody>): Term {
  const { company } = realm;
  const { Name: name } = input;
  if (!name) throw missing('Name');
  if (input.DueDays === undefined && !input.DayOfMonthDue) throw missing('DueDays');
  const known = Object.values(company.terms);
  if (known.some((term) => term.Name.toLowerCase() === name.toLowerCase()))
    throw refusal(
      '6240',
      'The name supplied already exists. : Another term is already using this name.',
    );
  const term: Term = {
    ...newEntity(realm, 'list'),
    // Terms of the seed count from 1 on.
    Id: String(Math.max(0, ...known.map((one) => Number(one.Id))) + 1),
    Name: name,
    Active: input.Active ?? true,
    Type: input.DayOfMonthDue ? 'DATE_DRIVEN' : 'STANDARD',
    DueDays: input.DueDays?.toNumber(),
    DayOfMonthDue: input.DayOfMonthDue?.toNumber(),
    DueNextMonthDays: input.DueNextMonthDays?.toNumber(),
    DiscountDays: input.DiscountDays?.toNumber() ?? 0,
    DiscountPercent: input.DiscountPercent?.toNumber(),
  };
  company.terms[term.Id] = term;
  return term;
}
