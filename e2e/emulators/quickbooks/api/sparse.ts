import type { z } from 'zod';
import type { Entity } from '../company/entities.ts';
import type { Company } from '../company/realm.ts';
import type { Switches } from '../switches.ts';

type Fields = Record<string, unknown>;

/**
 * The resulting body of an update. Full: the sent fields, all others cleared. Sparse: the sent
 * fields over the stored ones; a sent `Line` replaces all lines.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export function mergedForUpdate(
  company: Company,
  known: Entity,
  body: unknown,
  schema: z.ZodObject,
  {
    lineEditsDropRate = false,
    sparseTaxOutsideUs = 'worked_out',
  }: Partial<Pick<Switches, 'lineEditsDropRate' | 'sparseTaxOutsideUs'>> = {},
): Fields {
  const sent: Fields = Object.fromEntries(Object.entries(body ?? {}));
  if (sent.sparse !== true && sent.sparse !== 'true') return sent;
  const stored: Fields = { ...known };
  const dropsRate = lineEditsDropRate && 'Line' in sent;
  const keepsTax = company.country === 'US' || sparseTaxOutsideUs === 'kept';
  const kept = Object.entries(stored).filter(
    ([key]) =>
      key in schema.shape &&
      !isOutdated(key, sent, stored, keepsTax) &&
      !(dropsRate && key === 'ExchangeRate'),
  );
  const given = Object.entries(sent).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(kept), ...Object.fromEntries(given) };
}

const ofTheCustomer = new Set([
  'BillAddr',
  'ShipAddr',
  'SalesTermRef',
  'CurrencyRef',
  'ExchangeRate',
]);

/** Stored values that became invalid: of another customer or term, or tax that is recalculated. */
function isOutdated(key: string, sent: Fields, stored: Fields, keepsTax: boolean): boolean {
  if (key === 'DueDate') return refChanged('SalesTermRef', sent, stored);
  if (key === 'TxnTaxDetail') {
    const mode = sent.GlobalTaxCalculation ?? stored.GlobalTaxCalculation;
    return !keepsTax || mode === 'NotApplicable';
  }
  return (
    ofTheCustomer.has(key) && 'CustomerRef' in stored && refChanged('CustomerRef', sent, stored)
  );
}

function refChanged(key: string, sent: Fields, stored: Fields): boolean {
  return key in sent && refValue(sent[key]) !== refValue(stored[key]);
}

function refValue(ref: unknown): unknown {
  return typeof ref === 'object' && ref !== null && 'value' in ref ? String(ref.value) : undefined;
}
