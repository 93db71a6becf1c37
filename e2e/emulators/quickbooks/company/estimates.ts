import type { Switches } from '../switches.ts';
import { refusal } from '../wire/faults.ts';
import { composeInvoice } from './compose-invoice.ts';
import type { Entity } from './entities.ts';
import type { Estimate } from './estimate.ts';
import type { EstimateInput } from './estimate-body.ts';
import { unlinkInvoices } from './estimate-links.ts';
import type { WriteOptions } from './invoices.ts';
import { following } from './numbering.ts';
import { bump, newEntity, type Realm } from './realm.ts';

type EstimateOptions = Omit<WriteOptions, 'allowDuplicateNumber'>;

/** Creates an estimate, numbered in its own sequence; custom numbers turn automatic ones off. */
export function createEstimate(
  realm: Realm,
  input: EstimateInput,
  options: EstimateOptions,
): Estimate {
  const { company } = realm;
  const composed = composeEstimate(realm, input, undefined, options);
  const custom = company.preferences.customTxnNumbers;
  const DocNumber = input.DocNumber ?? (custom ? undefined : following(company.lastEstimateNumber));
  const estimate: Estimate = {
    ...newEntity(realm, 'txn'),
    DocNumber,
    ...composed,
    LinkedTxn: [],
  };
  company.estimates[estimate.Id] = estimate;
  if (DocNumber && /^\d+$/.test(DocNumber)) company.lastEstimateNumber = DocNumber;
  return estimate;
}

/** Replaces an estimate with the merged input; an update without changes leaves the SyncToken. */
export function updateEstimate(
  realm: Realm,
  known: Estimate,
  input: EstimateInput,
  options: EstimateOptions,
): Estimate {
  const { company } = realm;
  const composed = composeEstimate(realm, input, known, options);
  const keptNumber = company.preferences.customTxnNumbers ? undefined : known.DocNumber;
  const { Id, SyncToken, domain, sparse, MetaData, LinkedTxn } = known;
  const next: Estimate = {
    Id,
    SyncToken,
    domain,
    sparse,
    MetaData,
    DocNumber: input.DocNumber ?? keptNumber,
    ...composed,
    LinkedTxn,
  };
  if (asText(known) === asText(next)) return known;
  company.estimates[Id] = next;
  bump(realm, next);
  return next;
}

/** Deletes an estimate and its invoice's link; 'refuse' throws 800 when an invoice links to it. */
export function deleteEstimate(
  realm: Realm,
  estimate: Estimate,
  whenInvoiced: Switches['deleteInvoicedEstimate'],
): void {
  if (whenInvoiced === 'refuse' && estimate.LinkedTxn.length > 0)
    throw refusal('800', 'Cannot delete object : An invoice was made from this estimate.');
  unlinkInvoices(realm, estimate);
  delete realm.company.estimates[estimate.Id];
  const at = new Date(realm.now).toISOString();
  realm.company.deleted.push({ entity: 'Estimate', id: estimate.Id, at });
}

type Composed = Omit<Estimate, keyof Entity | 'DocNumber' | 'LinkedTxn'>;

function composeEstimate(
  realm: Realm,
  input: EstimateInput,
  known: Estimate | undefined,
  options: EstimateOptions,
): Composed {
  const { LinkedTxn, ...sale } = input;
  const {
    DueDate,
    SalesTermRef,
    Deposit,
    AllowOnlineCreditCardPayment,
    AllowOnlineACHPayment,
    AllowOnlinePayment,
    AllowIPNPayment,
    ...composed
  } = composeInvoice(realm, sale, known, options);
  const dated = input.DueDate !== undefined || input.SalesTermRef !== undefined;
  return {
    ...composed,
    // As recorded, an estimate inherits a term neither from the customer nor from the company.
    SalesTermRef: input.SalesTermRef && SalesTermRef,
    DueDate: dated ? DueDate : undefined,
    TxnStatus: input.TxnStatus ?? 'Pending',
    ExpirationDate: input.ExpirationDate,
    AcceptedBy: input.AcceptedBy,
    AcceptedDate: input.AcceptedDate,
  };
}

function asText(estimate: Estimate): string {
  return JSON.stringify(Object.entries(JSON.parse(JSON.stringify(estimate))).sort());
}
