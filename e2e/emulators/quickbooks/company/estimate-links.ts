import { usualSwitches } from '../switches.ts';
import { refusal } from '../wire/faults.ts';
import type { Entity, Invoice, LinkedTxn } from './entities.ts';
import type { Estimate } from './estimate.ts';
import { bump, type Company, type Realm } from './realm.ts';

const isEstimate = (link: LinkedTxn) => link.TxnType === 'Estimate';

/**
 * The estimate that an invoice is to be linked with: one at most, of the same customer, not billed
 * by another invoice (620); 2500 when it is not there. Intuit: Invoice, `LinkedTxn`.
 */
export function estimateToLink(
  company: Company,
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
  return estimate;
}

function notLinkable(reason: string) {
  return refusal('620', `Transaction cannot be linked : ${reason}`, 'LinkedTxn');
}

/** The links of an invoice with this estimate in the place of the one it had. */
export function linksWith(known: LinkedTxn[], estimate: Estimate | undefined): LinkedTxn[] {
  const kept = known.filter((link) => !isEstimate(link) || link.TxnId === estimate?.Id);
  if (!estimate || kept.some(isEstimate)) return kept;
  return [{ TxnId: estimate.Id, TxnType: 'Estimate' }, ...kept];
}

/**
 * Brings estimates in line with the links of an invoice: the one it names is closed, one that it
 * names no more is open again. `links` is empty for an invoice that is voided or deleted.
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

/** Takes a deleted estimate off its invoice. */
export function unlinkInvoices(realm: Realm, estimate: Estimate): void {
  for (const { TxnId } of estimate.LinkedTxn) {
    const invoice: Invoice | undefined = realm.company.invoices[TxnId];
    if (!invoice) continue;
    invoice.LinkedTxn = linksWith(invoice.LinkedTxn, undefined);
    touch(realm, invoice);
  }
}

/**
 * Recorded: a closed estimate has a later `LastUpdatedTime` and still SyncToken 0.
 * https://github.com/minimul/qbo_api/blob/main/spec/vcr/cdc/basic.yml
 */
function touch(realm: Realm, entity: Entity): void {
  const before = entity.SyncToken;
  bump(realm, entity);
  if (!(realm.switches ?? usualSwitches).estimateLinkBumps) entity.SyncToken = before;
}
