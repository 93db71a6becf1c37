import type { Candidate } from '@dealbill/server/contract/customers';
import { confirmInHost } from '../host/dialogs.ts';
import { listed } from '../lib/format.ts';

/** Nobody waits longer than this to be asked; QuickBooks itself refuses a name that is taken. */
const patienceMs = 4000;

const impatience = () =>
  new Promise<never[]>((resolve) => {
    setTimeout(() => resolve([]), patienceMs);
  });

/** How the question is put. */
type Words = { title: string; text: (names: string) => string; ok: string; back: string };

/**
 * Whether a new customer may be created beside those like it: asks in Pipedrive's dialog, also when the
 * name was typed a moment ago and nothing shows yet. `agreed` holds the ids of those that were asked about,
 * or seen, before.
 */
export const mayStandBeside = async (
  asked: Promise<Candidate[]>,
  agreed: Set<string>,
  words: Words,
): Promise<boolean> => {
  const alike = await Promise.race([asked.catch(() => []), impatience()]);
  if (alike.every(({ id }) => agreed.has(id))) return true;
  const yes = await confirmInHost({
    title: words.title,
    description: words.text(listed(alike.map(({ name }) => name))),
    okText: words.ok,
    cancelText: words.back,
    okColor: 'primary',
  });
  if (yes) for (const { id } of alike) agreed.add(id);
  return yes;
};
