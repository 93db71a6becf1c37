import type { Candidate } from '@dealbill/server/contract/customers';
import { confirmInHost } from '../host/dialogs.ts';
import { listed } from '../lib/format.ts';

/** Longest wait for candidates; QuickBooks itself rejects a taken name. */
const patienceMs = 4000;

const impatience = () =>
  new Promise<never[]>((resolve) => {
    setTimeout(() => resolve([]), patienceMs);
  });

/** Texts of the question. */
type Words = { title: string; text: (names: string) => string; ok: string; back: string };

/**
 * Asks in Pipedrive's dialog before creating a customer similar to existing ones, also when
 * candidates have not been shown yet. `agreed` has the ids that were asked about or shown before.
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
