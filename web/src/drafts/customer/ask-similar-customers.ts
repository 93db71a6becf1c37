import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { mayStandBeside } from '../../customers/ask-similar-customers.ts';
import { beforeStop } from '../../lib/format.ts';
import { queryClient } from '../../lib/query-client.ts';
import { m } from '../../messages/compiled/messages.js';
import { candidatesOf } from './candidates-query.ts';
import { buyerOf, similarCustomers, takenName } from './similar-customers.ts';

/**
 * The problem of a new customer's taken name, from candidates the form has already loaded; sends no
 * request.
 */
export const takenAsKnown = (opened: DraftForm, content: DraftContent): FieldError[] => {
  const { queryKey } = candidatesOf(opened, buyerOf(content));
  return takenName(
    content.customer.choice,
    queryClient.getQueryData(queryKey) ?? opened.candidates,
  );
};

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
