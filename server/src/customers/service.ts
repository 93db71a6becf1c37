import { AppError } from '../app-error.ts';
import { knownCompanyProfile } from '../company-profile/company-profile.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { activeConnection, ownedConnection } from '../connection/invoice-access.ts';
import type { Service } from '../context.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { searchNames } from '../names/name-reads.ts';
import { isBusy } from '../operations/store.ts';
import { preferencesOf } from '../preferences/service.ts';
import type { customers } from './contract.ts';
import { createCustomer } from './creating/create-customer.ts';
import { linkCustomer, removeLink } from './link-customer.ts';
import { customerLinkPage } from './link-page.ts';
import { partiesOfContext } from './linked-customer.ts';
import { candidatesFor } from './matching/candidates.ts';
import { partySubject } from './operations/create-customer.ts';
import { customerSubject } from './operations/update-customer.ts';
import { reactivateCustomer } from './reactivate-customer.ts';
import { recipientsOf } from './recipients.ts';
import { differencesBetween } from './updating/differences.ts';
import { updateCustomer } from './updating/update-customer.ts';

const pageSize = 50;

/**
 * Suggests, searches, links, creates and updates QuickBooks customers; for the connection owner.
 */
export const customersService: Service<typeof customers> = {
  async candidates(ctx, { context, name, email }) {
    const connection = await activeConnection(ctx);
    const visible = await visibleContext(ctx, context);
    const buyer = { ...partiesOfContext(context, visible), name, email };
    const { candidates } = await candidatesFor(ctx, connection, buyer);
    return { candidates };
  },

  async search(ctx, { context, text, page }) {
    const connection = await activeConnection(ctx);
    await visibleContext(ctx, context);
    const search = { text: text.trim(), page, pageSize };
    const { customers, more } = await searchNames(
      ctx,
      connection,
      search.text,
      (reads) => reads.searchCustomers(search),
      (found) => found.customers.length === 0,
    );
    return {
      customers: customers.map(({ active: _a, createdAt: _c, updatedAt: _u, ...row }) => row),
      more,
    };
  },

  link: (ctx, { context }) => customerLinkPage(ctx, context),

  async change(ctx, { context, customerId }) {
    await linkCustomer(ctx, context, customerId);
    return customerLinkPage(ctx, context);
  },

  async email(ctx, { context, customerId }) {
    const connection = await activeConnection(ctx);
    await visibleContext(ctx, context);
    const [customer] = await ctx.quickbooks.customersById(realmOf(connection), [customerId]);
    return { email: customer?.email ?? '' };
  },

  async recipients(ctx, { context, customerId }) {
    const { realmId } = await ownedConnection(ctx);
    await visibleContext(ctx, context);
    const customer = { companyId: ctx.companyId, realmId, customerId };
    return { recipients: await recipientsOf(ctx.db, customer) };
  },

  async unlink(ctx, { context }) {
    await removeLink(ctx, context);
    return customerLinkPage(ctx, context);
  },

  create: createCustomer,

  async creating(ctx, { context }) {
    const { realmId } = await ownedConnection(ctx);
    const { party } = await visibleContext(ctx, context);
    if (!party) return { checking: false };
    const realmKey = { companyId: ctx.companyId, realmId };
    const subject = partySubject(realmKey, { party: party.of, partyId: party.id });
    return { checking: await isBusy(ctx.db, subject) };
  },

  async compare(ctx, { context, customerId, details }) {
    const connection = await activeConnection(ctx);
    await visibleContext(ctx, context);
    const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
    const { offerUpdates: offer } = await preferencesOf(ctx);
    const checking = await isBusy(ctx.db, customerSubject(realmKey, customerId));
    // No read while an update is unconfirmed: nothing can be written then, and the form polls this.
    if (!offer || checking) return { differences: [], offer, checking };
    const customer = await ctx.quickbooks.customerDetails(realmOf(connection), customerId);
    if (!customer) throw new AppError('not_found');
    const { country } = await knownCompanyProfile(ctx, connection);
    return { differences: differencesBetween(details, customer, country), offer, checking };
  },

  update: updateCustomer,
  reactivate: reactivateCustomer,
};
