import { realmOf } from '../books/realm-of.ts';
import { activeConnection } from '../connection/holder.ts';
import type { Service } from '../http/serve.ts';
import { visiblePlace } from '../invoices/place.ts';
import { candidatesFor } from './candidates.ts';
import type { customers } from './contract.ts';

const pageSize = 50;

/** The holder's customers in QuickBooks, suggested and searched. */
export const customersService: Service<typeof customers> = {
  async candidates(ctx, { dealId, name, email }) {
    const connection = await activeConnection(ctx);
    // Reading the deal with the user's own grant is the deal check.
    const { organizationId, personId } = await ctx.pipedrive.deal(ctx, dealId);
    const buyer = { organizationId, personId, name, email };
    return { candidates: await candidatesFor(ctx, connection, buyer) };
  },

  async search(ctx, { place, text, page }) {
    const connection = await activeConnection(ctx);
    await visiblePlace(ctx, place);
    const search = { text: text.trim(), page, pageSize };
    const { customers, more } = await ctx.quickbooks.searchCustomers(realmOf(connection), search);
    return { customers: customers.map(({ active: _a, createdAt: _c, ...row }) => row), more };
  },
};
