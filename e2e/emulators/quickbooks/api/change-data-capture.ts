import { stampOf } from '../company/moment.ts';
import type { Company } from '../company/realm.ts';
import { missing } from '../company/references.ts';
import type { Switches } from '../switches.ts';
import { faultError, refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';
import { refuseFailing } from './failing-records.ts';
import { rowsOf, viewOf, wireNames } from './reads.ts';

const mostObjects = 1000;
const longestLookBackMs = 30 * 86_400_000;

/** Entities that the change feed leaves out. Intuit: ChangeDataCapture. */
const silent = new Set(['TaxCode', 'TaxRate', 'CompanyCurrency']);

/**
 * `GET /cdc?entities=Invoice,Payment&changedSince=`: one block per entity in any order, empty
 * without changes; changed objects by time, then stubs of deleted ones. Truncated at 1,000 objects
 * in total, without a flag and without paging.
 */
export function changedSince({ realm, query, switches }: Call): object {
  if (!query.entities) throw missing('entities');
  if (!query.changedSince) throw missing('changedSince');
  const since = momentOf(query.changedSince);
  if (switches.cdcLookBack === 'refuse' && since < realm.now - longestLookBackMs)
    throw refusal('4001', 'Invalid query : changedSince lies more than 30 days back.');
  const changes = query.entities.split(',').map((name): Changes => {
    const kind = kindNamed(name);
    const stubs = stubsOf(realm.company, kind, since, switches.cdcStubs);
    return { kind, live: liveRows(realm.company, kind, since, switches), stubs };
  });
  if (switches.cdcFault === 'feed') return { CDCResponse: [systemFault] };
  const fitting = fitted(changes, switches.cdcCutsOff);
  const blocks = fitting
    .map(blockOf)
    .filter((block) => switches.cdcEmptyBlocks === 'listed' || Object.keys(block).length > 0);
  if (switches.cdcFault === 'block') blocks.splice(0, 1, systemFault);
  return { CDCResponse: [{ QueryResponse: shuffled(blocks) }] };
}

/** A fault inside a 200, as batches have them. */
const systemFault = {
  Fault: {
    Error: [faultError('10000', 'System Failure Error: the request could not be processed')],
    type: 'SystemFault',
  },
};

/** The changes of one entity. */
interface Changes {
  kind: string;
  live: object[];
  stubs: object[];
}

/** The first 1,000 objects: entity by entity, or the live rows of all entities before any stub. */
function fitted(changes: Changes[], cutsOff: Switches['cdcCutsOff']): Changes[] {
  let room = mostObjects;
  const take = (rows: object[]) => {
    const taken = rows.slice(0, room);
    room -= taken.length;
    return taken;
  };
  if (cutsOff === 'kinds')
    return changes.map(({ kind, live, stubs }) => ({ kind, live: take(live), stubs: take(stubs) }));
  const first = changes.map((one) => ({ ...one, live: take(one.live) }));
  return first.map((one) => ({ ...one, stubs: take(one.stubs) }));
}

function shuffled<T>(blocks: T[]): T[] {
  return blocks
    .map((block) => ({ block, rank: Math.random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ block }) => block);
}

function kindNamed(name: string): string {
  const kind = wireNames.get(name.trim().toLowerCase());
  if (kind && !silent.has(kind)) return kind;
  throw refusal('4001', `Invalid query : ${name} cannot be asked for its changes.`);
}

function liveRows(company: Company, kind: string, since: number, switches: Switches): object[] {
  return rowsOf(company, kind)
    .map((row) => ({ row, at: changedAt(row) }))
    .filter(({ at }) => at >= since)
    .sort((one, other) => one.at - other.at)
    .map(({ row }) => {
      refuseFailing(switches, kind, row);
      return viewOf(company, kind, row);
    });
}

function stubsOf(
  company: Company,
  kind: string,
  since: number,
  stubs: Switches['cdcStubs'],
): object[] {
  return company.deleted
    .filter((one) => one.entity === kind && Date.parse(one.at) >= since)
    .map(({ id, at }) => ({
      domain: 'QBO',
      status: 'Deleted',
      Id: id,
      ...(stubs === 'stamped' && { MetaData: { LastUpdatedTime: stampOf(Date.parse(at)) } }),
    }));
}

/** As observed, no `totalCount`; a block with only stubs has no start position. */
function blockOf({ kind, live, stubs }: Changes): object {
  const rows = [...live, ...stubs];
  if (rows.length === 0) return {};
  return { [kind]: rows, ...(live.length > 0 && { startPosition: 1 }), maxResults: rows.length };
}

function changedAt(row: object): number {
  if (!('MetaData' in row)) return 0;
  const { LastUpdatedTime } = row.MetaData as { LastUpdatedTime: string };
  return Date.parse(LastUpdatedTime);
}

/** An unescaped plus in a URL decodes to a space; accepts that as well as `%2B`. */
function momentOf(text: string): number {
  const moment = Date.parse(text.replace(/ (?=\d\d:?\d\d$)/, '+'));
  if (Number.isNaN(moment)) throw refusal('4001', `Invalid query : ${text} is not a date`);
  return moment;
}
