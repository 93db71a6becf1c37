import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { mayStandBeside } from '../../customers/ask-similar-customers.ts';
import { beforeStop } from '../../lib/format.ts';
import { queryClient } from '../../lib/query-client.ts';
import { m } from '../../messages/compiled/messages.js';
import { candidatesOf } from './candidates-query.ts';
import { buyerOf, similarCustomers } from './similar-customers.ts';

/**
 * Returns true when the new customer of a draft, if it has one, may be created. The form stores
 * `agreed`.
 */
export const mayCreateCustomer = async (
  opened: DraftForm,
  content: DraftContent,
  agreed: Set<string>,
): Promise<boolean> => {
  const { choice } = content.customer;
  if (choice.kind !== 'new') return true;
  const asked = queryClient
    .fetchQuery(candidatesOf(opened, buyerOf(content)))
    .then((found) => similarCustomers(choice, content.details.currency, found));
  return mayStandBeside(asked, agreed, {
    title: m.drafts_look_alikes_title(),
    text: (names) =>
      m.drafts_look_alikes_text({ names: beforeStop(names), name: choice.name.trim() }),
    ok: m.drafts_look_alikes_create(),
    back: m.drafts_look_alikes_back(),
  });
};
