import * as z from 'zod';
import type { Term } from '../../shared/contract/company-profile.ts';
import { toWriteAnswer } from '../calls/call.ts';
import type { Realm } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { wireTerm } from '../translate/translate-terms.ts';
import type { WriteAnswer } from '../write-result.ts';

const created = z.object({ Term: wireTerm });

/**
 * Creates a term; its name must be unused.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/term
 */
export const createTerm = async (
  client: QuickbooksClient,
  realm: Realm,
  { name, days }: { name: string; days: number },
  requestId: string,
): Promise<WriteAnswer<Term>> => {
  const body = { Name: name, Type: 'STANDARD', DueDays: days };
  const result = await client.create(realm, 'Term', body, requestId);
  return toWriteAnswer(result, (response) => created.safeParse(response).data?.Term);
};
