import { AppError } from '../app-error.ts';
import { realmOf } from '../books/realm-of.ts';
import { booksAsKnown } from '../books/service.ts';
import { activeConnection, holderConnection } from '../connection/holder.ts';
import type { Service } from '../http/serve.ts';
import { visiblePlace } from '../invoices/place.ts';
import { isBusy } from '../operations/store.ts';
import { preferencesOf } from '../preferences/service.ts';
import type { customers } from './contract.ts';
import { createCustomer } from './creating/create-customer.ts';
import { customerLinkAt } from './link-page.ts';
import { partiesAt } from './linked-customer.ts';
import { candidatesFor } from './matching/candidates.ts';
import { subjectOf } from './operations/create.ts';
import { customerSubject } from './operations/update.ts';
import { changeLink, removeLink } from './pick.ts';
import { differencesBetween } from './updating/differences.ts';
import { updateCustomer } from './updating/update-customer.ts';

const pageSize = 50;

/** The holder's customers in QuickBooks: suggested, searched, linked and brought up to date. */
export const customersService: Service<typeof customers> = {
  async candidates(ctx, { place, name, email }) {
    const connection = await activeConnection(ctx);
    const seen = await visiblePlace(ctx, place);
    const buyer = { ...partiesAt(place, seen), name, email };
    const { candidates } = await candidatesFor(ctx, connection, buyer);
    return { candidates };
  },

  async search(ctx, { place, text, page }) {
    const connection = await activeConnection(ctx);
    await visiblePlace(ctx, place);
    const search = { text: text.trim(), page, pageSize };
    const { customers, more } = await ctx.quickbooks.searchCustomers(realmOf(connection), search);
    return { customers: customers.map(({ active: _a, createdAt: _c, ...row }) => row), more };
  },

  link: (ctx, { place }) => customerLinkAt(ctx, place),

  async change(ctx, { place, customerId }) {
    await changeLink(ctx, place, customerId);
    return customerLinkAt(ctx, place);
  },

  async email(ctx, { place, customerId }) {
    const connection = await activeConnection(ctx);
    await visiblePlace(ctx, place);
    const [customer] = await ctx.quickbooks.customersById(realmOf(connection), [customerId]);
    return { email: customer?.email ?? '' };
  },

  async unlink(ctx, { place }) {
    await removeLink(ctx, place);
    return customerLinkAt(ctx, place);
  },

  create: createCustomer,

  async creating(ctx, { place }) {
    const { realmId } = await holderConnection(ctx);
    const { party } = await visiblePlace(ctx, place);
    if (!party) return { checking: false };
    const books = { companyId: ctx.companyId, realmId };
    const subject = subjectOf(books, { party: party.of, partyId: party.id });
    return { checking: await isBusy(ctx.db, subject) };
  },

  async compare(ctx, { place, customerId, details }) {
    const connection = await activeConnection(ctx);
    await visiblePlace(ctx, place);
    const books = { companyId: ctx.companyId, realmId: connection.realmId };
    const { offerUpdates: offer } = await preferencesOf(ctx);
    const checking = await isBusy(ctx.db, customerSubject(books, customerId));
    // While a change is looked into nothing can be written, so nothing is read: this is asked again and again.
    if (!offer || checking) return { differences: [], offer, checking };
    const customer = await ctx.quickbooks.customerDetails(realmOf(connection), customerId);
    if (!customer) throw new AppError('not_found');
    const { country } = await booksAsKnown(ctx, connection);
    return { differences: differencesBetween(details, customer, country), offer, checking };
  },

  update: updateCustomer,
};
