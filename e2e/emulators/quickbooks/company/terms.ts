import type { z } from 'zod';
import { refusal } from '../wire/faults.ts';
import type { Term } from './list-entities.ts';
import { newEntity, type Realm } from './realm.ts';
import { missing } from './references.ts';
import type { termBody } from './term-body.ts';

/** Creates a term; throws 6240 when a term, active or not, already has this name. */
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
    // Terms have their own Id sequence: the seeded ones start at 1.
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
