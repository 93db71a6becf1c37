import type { Office } from '../world/office.ts';
import type { TrialCompany } from './trial-company.ts';

/** Share of each fault among the writes to QuickBooks; the rest succeed. */
const onWrites = [
  // Longer than the request time-out, so only the lease stops the resolver from sending meanwhile.
  { share: 0.08, fault: 'status', status: 429, retryAfter: 5 },
  { share: 0.08, fault: 'reset-before' },
  { share: 0.1, fault: 'reset-after' },
  { share: 0.05, fault: 'hang' },
  { share: 0.08, fault: 'late' },
  { share: 0.06, fault: 'slow' },
  { share: 0.06, fault: 'status', status: 500 },
  { share: 0.06, fault: 'status', status: 500, committed: true },
  { share: 0.04, fault: 'status', status: 503, committed: true },
  { share: 0.03, fault: 'status', status: 429 },
  { share: 0.04, fault: 'status', status: 400, code: '6000' },
];

const onQueries = [
  { share: 0.03, fault: 'reset-before' },
  { share: 0.03, fault: 'status', status: 503 },
  { share: 0.02, fault: 'status', status: 429 },
];

/** QuickBooks rejects every lookup of some new invoices, and half of the reads of other objects. */
const rejection = { fault: 'status', status: 400, code: '4002' };
const everyLookup = { ...rejection, share: 1 };
const halfOfReads = { ...rejection, share: 0.5 };

const onNotes = [
  { share: 0.05, fault: 'reset-before' },
  { share: 0.07, fault: 'reset-after' },
  { share: 0.03, fault: 'hang' },
  { share: 0.04, fault: 'late' },
  { share: 0.05, fault: 'status', status: 500 },
  { share: 0.03, fault: 'status', status: 429 },
];

const onPipedriveReads = [
  { share: 0.02, fault: 'reset-before' },
  { share: 0.02, fault: 'status', status: 503 },
];

/** Objects whose lookups QuickBooks rejects. */
export type Rejected = {
  /** Ids of the invoices and customers that the actions change. */
  invoiceIds: string[];
  customerIds: string[];
  /** Customer of the new invoices. */
  billedCustomerId: string;
  /** Pattern for the names of new customers. */
  newCustomers: string;
};

/**
 * Schedules the faults of one company. Each kind hits its share of the calls, drawn from a separate
 * generator. `delayMs` is longer than the server's time-out and shorter than its delay to a retry.
 */
export const scheduleFaults = async (
  { quickbooks, pipedrive }: Office,
  { realmId, company }: TrialCompany,
  { seed, delayMs, of }: { seed: number; delayMs: number; of: Rejected },
): Promise<void> => {
  const root = `/v3/company/${realmId}`;
  const query = { method: 'POST', realm: realmId, path: `${root}/query` };
  const reads = [
    ['invoice', of.invoiceIds],
    ['customer', of.customerIds],
  ] as const;
  const rules = [
    ...onWrites.map((rule) => ({
      ...rule,
      match: { method: 'POST', realm: realmId, path: `${root}/(?!query)` },
    })),
    {
      ...everyLookup,
      match: { ...query, text: `CustomerRef = '${of.billedCustomerId}' .*CreateTime` },
    },
    { ...halfOfReads, match: { ...query, text: `DisplayName = '${of.newCustomers}` } },
    ...reads
      .filter(([, ids]) => ids.length > 0)
      .map(([entity, ids]) => ({
        ...halfOfReads,
        match: { method: 'GET', realm: realmId, path: `${root}/${entity}/(${ids.join('|')})$` },
      })),
    ...onQueries.map((rule) => ({ ...rule, match: query })),
  ];
  for (const [index, rule] of rules.entries()) {
    const delay = rule.fault === 'late' || rule.fault === 'slow' ? { delayMs } : {};
    await quickbooks.post('faults', { ...rule, ...delay, seed: seed * 100 + index });
  }
  const ofPipedrive = [
    ...onNotes.map((rule) => ({
      ...rule,
      ...(rule.fault === 'late' && { delayMs }),
      match: { method: 'POST', path: 'v1/notes$', company: company.id },
    })),
    ...onPipedriveReads.map((rule) => ({ ...rule, match: { method: 'GET', company: company.id } })),
  ];
  await pipedrive.post(
    'faults',
    ofPipedrive.map((rule, index) => ({ ...rule, seed: seed * 1_009 + index * 7_919 })),
  );
};
