import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { confirmInHost } from '../../host/dialogs.ts';
import { listed } from '../../lib/format.ts';
import { queryClient } from '../../lib/query-client.ts';
import { m } from '../../words/compiled/messages.js';
import { candidatesOf } from './candidates-query.ts';
import { buyerOf, lookAlikes } from './look-alikes.ts';

/** Nobody waits longer than this to be asked; QuickBooks itself refuses a name that is taken. */
const patienceMs = 4000;

const impatience = () =>
  new Promise<never[]>((resolve) => {
    setTimeout(() => resolve([]), patienceMs);
  });

/**
 * Whether a new customer may be created: asks in Pipedrive's dialog where QuickBooks has others like it,
 * also when the name was typed a moment ago and nothing shows yet. `agreed` holds those that were asked
 * about before.
 */
export const mayCreateCustomer = async (
  opened: DraftForm,
  content: DraftContent,
  agreed: Set<string>,
): Promise<boolean> => {
  const { choice } = content.customer;
  if (choice.kind !== 'new') return true;
  const asked = queryClient.fetchQuery(candidatesOf(opened, buyerOf(content))).catch(() => []);
  const alike = lookAlikes(content, await Promise.race([asked, impatience()]));
  if (alike.every(({ id }) => agreed.has(id))) return true;
  const yes = await confirmInHost({
    title: m.drafts_look_alikes_title(),
    description: m.drafts_look_alikes_text({
      names: listed(alike.map(({ name }) => name)),
      name: choice.name.trim(),
    }),
    okText: m.drafts_look_alikes_create(),
    cancelText: m.drafts_look_alikes_back(),
    okColor: 'primary',
  });
  if (yes) for (const { id } of alike) agreed.add(id);
  return yes;
};
