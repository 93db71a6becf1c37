import { AppError } from '../app-error.ts';
import { knownCompanyProfile } from '../company-profile/company-profile.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { activeConnection, ownedConnection } from '../connection/owned-connection.ts';
import type { Service } from '../http/serve.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { isBusy } from '../operations/store.ts';
import { preferencesOf } from '../preferences/service.ts';
import type { customers } from './contract.ts';
import { createCustomer } from './creating/create-customer.ts';
import { linkCustomer, removeLink } from './link-customer.ts';
import { customerLinkAt } from './link-page.ts';
import { partiesAt } from './linked-customer.ts';
import { candidatesFor } from './matching/candidates.ts';
import { subjectOf } from './operations/create-customer.ts';
import { customerSubject } from './operations/update-customer.ts';
import { differencesBetween } from './updating/differences.ts';
import { updateCustomer } from './updating/update-customer.ts';

const pageSize = 50;

/** The holder's customers in QuickBooks: suggested, searched, linked and brought up to date. */
export const customersService: Service<typeof customers> = {
  async candidates(ctx, { context, name, email }) {
    const connection = await activeConnection(ctx);
    const visible = await visibleContext(ctx, context);
    const buyer = { ...partiesAt(context, visible), name, email };
    const { candidates } = await candidatesFor(ctx, connection, buyer);
    return { candidates };
  },

  async search(ctx, { context, text, page }) {
    const connection = await activeConnection(ctx);
    await visibleContext(ctx, context);
    const search = { text: text.trim(), page, pageSize };
    const { customers, more } = await ctx.quickbooks.searchCustomers(realmOf(connection), search);
    return { customers: customers.map(({ active: _a, createdAt: _c, ...row }) => row), more };
  },

  link: (ctx, { context }) => customerLinkAt(ctx, context),

  async change(ctx, { context, customerId }) {
    await linkCustomer(ctx, context, customerId);
    return customerLinkAt(ctx, context);
  },

  async email(ctx, { context, customerId }) {
    const connection = await activeConnection(ctx);
    await visibleContext(ctx, context);
    const [customer] = await ctx.quickbooks.customersById(realmOf(connection), [customerId]);
    return { email: customer?.email ?? '' };
  },

  async unlink(ctx, { context }) {
    await removeLink(ctx, context);
    return customerLinkAt(ctx, context);
  },

  create: createCustomer,

  async creating(ctx, { context }) {
    const { realmId } = await ownedConnection(ctx);
    const { party } = await visibleContext(ctx, context);
    if (!party) return { checking: false };
    const realmKey = { companyId: ctx.companyId, realmId };
    const subject = subjectOf(realmKey, { party: party.of, partyId: party.id });
    return { checking: await isBusy(ctx.db, subject) };
  },

  async compare(ctx, { context, customerId, details }) {
    const connection = await activeConnection(ctx);
    await visibleContext(ctx, context);
    const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
    const { offerUpdates: offer } = await preferencesOf(ctx);
    const checking = await isBusy(ctx.db, customerSubject(realmKey, customerId));
    // While a change is looked into nothing can be written, so nothing is read: this is asked again and again.
    if (!offer || checking) return { differences: [], offer, checking };
    const customer = await ctx.quickbooks.customerDetails(realmOf(connection), customerId);
    if (!customer) throw new AppError('not_found');
    const { country } = await knownCompanyProfile(ctx, connection);
    return { differences: differencesBetween(details, customer, country), offer, checking };
  },

  update: updateCustomer,
};
