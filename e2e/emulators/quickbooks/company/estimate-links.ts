import { usualSwitches } from '../switches.ts';
import { refusal } from '../wire/faults.ts';
import type { Entity, Invoice, LinkedTxn } from './entities.ts';
import type { Estimate } from './estimate.ts';
import { bump, type Realm } from './realm.ts';

const openStatuses: Estimate['TxnStatus'][] = ['Pending', 'Accepted'];

const isEstimate = (link: LinkedTxn) => link.TxnType === 'Estimate';

/**
 * The estimate an invoice links to. Throws 620 for a second estimate, another customer's, one that
 * another invoice bills or that is closed, 2500 for an unknown one.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export function estimateToLink(
  { company, switches = usualSwitches }: Realm,
  sent: LinkedTxn[] | undefined,
  invoice: { Id?: string; customerId: string },
): Estimate | undefined {
  const [link, second] = (sent ?? []).filter(isEstimate);
  if (!link) return undefined;
  if (second) throw notLinkable('An invoice can be linked with one estimate only.');
  const estimate = company.estimates[link.TxnId];
  if (!estimate)
    throw refusal('2500', `Invalid Reference Id : Estimate element id ${link.TxnId} not found`);
  if (estimate.LinkedTxn.some(({ TxnId }) => TxnId !== invoice.Id))
    throw notLinkable('The estimate is already linked with an invoice.');
  if (estimate.CustomerRef.value !== invoice.customerId)
    throw notLinkable('The estimate belongs to another customer.');
  const isOpen = openStatuses.includes(estimate.TxnStatus) || estimate.LinkedTxn.length > 0;
  if (!isOpen && switches.linkClosedEstimate === 'refuse')
    throw notLinkable('The estimate is not pending or accepted.');
  return estimate;
}

function notLinkable(reason: string) {
  return refusal('620', `Transaction cannot be linked : ${reason}`, 'LinkedTxn');
}

/** An invoice's links with its estimate link replaced, or removed when `estimate` is undefined. */
export function linksWith(known: LinkedTxn[], estimate: Estimate | undefined): LinkedTxn[] {
  const kept = known.filter((link) => !isEstimate(link) || link.TxnId === estimate?.Id);
  if (!estimate || kept.some(isEstimate)) return kept;
  return [{ TxnId: estimate.Id, TxnType: 'Estimate' }, ...kept];
}

/**
 * Updates estimates after an invoice's links changed: the linked one, and one no longer linked, get
 * the status that the switches configure. Pass no `links` for a voided or deleted invoice.
 */
export function closeEstimates(realm: Realm, invoiceId: string, links: LinkedTxn[]): void {
  const { invoicedEstimate, estimateWithoutInvoice } = realm.switches ?? usualSwitches;
  const { estimates } = realm.company;
  const wanted = links.find(isEstimate)?.TxnId;
  const linked = Object.values(estimates).filter(({ LinkedTxn }) =>
    LinkedTxn.some(({ TxnId }) => TxnId === invoiceId),
  );
  for (const estimate of linked.filter(({ Id }) => Id !== wanted)) {
    estimate.LinkedTxn = [];
    if (estimateWithoutInvoice !== 'kept') estimate.TxnStatus = estimateWithoutInvoice;
    touch(realm, estimate);
  }
  const estimate = wanted === undefined ? undefined : estimates[wanted];
  if (!estimate || linked.includes(estimate)) return;
  estimate.LinkedTxn = [{ TxnId: invoiceId, TxnType: 'Invoice' }];
  estimate.TxnStatus = invoicedEstimate;
  touch(realm, estimate);
}

/** Removes the link to a deleted estimate from its invoice. */
export function unlinkInvoices(realm: Realm, estimate: Estimate): void {
  for (const { TxnId } of estimate.LinkedTxn) {
    const invoice: Invoice | undefined = realm.company.invoices[TxnId];
    if (!invoice) continue;
    invoice.LinkedTxn = linksWith(invoice.LinkedTxn, undefined);
    touch(realm, invoice);
  }
}

/**
 * As recorded, closing an estimate updates `LastUpdatedTime` and leaves SyncToken 0.
 * https://github.com/minimul/qbo_api/blob/main/spec/vcr/cdc/basic.yml
 */
function touch(realm: Realm, entity: Entity): void {
  const before = entity.SyncToken;
  bump(realm, entity);
  if (!(realm.switches ?? usualSwitches).estimateLinkBumps) entity.SyncToken = before;
}
