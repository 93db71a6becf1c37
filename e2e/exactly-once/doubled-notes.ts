import type { Control } from '../world/control.ts';
import type { Shop } from './shop.ts';

/** Invoices that a shop's deals carry more than one note about, by their number. */
export const doubledNotes = async (pipedrive: Control, shop: Shop): Promise<string[]> => {
  const seen = new Map<string, number>();
  for (const dealId of Object.values(shop.company.deals)) {
    const { notes } = await pipedrive.get<{ notes: { content: string }[] }>(
      `notes?dealId=${dealId}&companyId=${shop.company.id}`,
    );
    for (const { content } of notes) {
      const number = /Invoice (\S+)/.exec(content)?.[1] ?? content;
      seen.set(number, (seen.get(number) ?? 0) + 1);
    }
  }
  return [...seen].filter(([, times]) => times > 1).map(([number]) => number);
};
