import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { mayStandBeside } from '../../customers/ask-look-alikes.ts';
import { beforeStop } from '../../lib/format.ts';
import { queryClient } from '../../lib/query-client.ts';
import { m } from '../../words/compiled/messages.js';
import { candidatesOf } from './candidates-query.ts';
import { buyerOf, lookAlikes } from './look-alikes.ts';

/** Whether the customer of a draft may be created, where it is new; `agreed` is kept by the form. */
export const mayCreateCustomer = async (
  opened: DraftForm,
  content: DraftContent,
  agreed: Set<string>,
): Promise<boolean> => {
  const { choice } = content.customer;
  if (choice.kind !== 'new') return true;
  const asked = queryClient
    .fetchQuery(candidatesOf(opened, buyerOf(content)))
    .then((found) => lookAlikes(content, found));
  return mayStandBeside(asked, agreed, {
    title: m.drafts_look_alikes_title(),
    text: (names) =>
      m.drafts_look_alikes_text({ names: beforeStop(names), name: choice.name.trim() }),
    ok: m.drafts_look_alikes_create(),
    back: m.drafts_look_alikes_back(),
  });
};
