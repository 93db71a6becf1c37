import * as z from 'zod';
import type { Term } from '../../shared/books.ts';
import type { WriteAnswer } from '../answer.ts';
import type { BooksDoor } from '../books-door.ts';
import { writeAnswer } from '../calls/call.ts';
import type { Realm } from '../gateway.ts';
import { wireTerm } from '../translate/translate-terms.ts';

const created = z.object({ Term: wireTerm });

/** A term of so many days (Intuit: Term, create). Names are taken only once. */
export const createTerm = async (
  door: BooksDoor,
  realm: Realm,
  { name, days }: { name: string; days: number },
  requestId: string,
): Promise<WriteAnswer<Term>> => {
  const body = { Name: name, Type: 'STANDARD', DueDays: days };
  const told = await door.create(realm, 'Term', body, requestId);
  return writeAnswer(told, (answer) => created.safeParse(answer).data?.Term);
};
