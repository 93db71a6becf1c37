import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import type { InvoiceContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import type { Search } from '../ui/pickers/use-pages.ts';

/** Searches all sellable items in a context; the server checks that the context is visible. */
export const itemSearch = (context: InvoiceContext): Search<ItemRow> => ({
  key: ['items', 'search', context],
  load: async (text, page, signal) => {
    const found = await api.items.search({ context, text, page }, { signal });
    return { rows: found.items, more: found.more };
  },
});
