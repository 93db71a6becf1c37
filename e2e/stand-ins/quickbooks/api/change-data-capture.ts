import type { Company } from '../books/company.ts';
import { stampOf } from '../books/moment.ts';
import { missing } from '../books/references.ts';
import { refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';
import { rowsOf, viewOf, wireNames } from './reads.ts';

const mostObjects = 1000;
const longestLookBackMs = 30 * 86_400_000;

/** Kinds whose changes are not told. Intuit: ChangeDataCapture. */
const silent = new Set(['TaxCode', 'TaxRate', 'CompanyCurrency']);

/**
 * `GET /cdc?entities=Invoice,Payment&changedSince=`: a block for each kind in the order asked for, changed
 * objects by time, then stubs of deleted ones; 1,000 objects in all, and no way to ask for more.
 */
export function changedSince({ books, query }: Call): object {
  if (!query.entities) throw missing('entities');
  if (!query.changedSince) throw missing('changedSince');
  const since = momentOf(query.changedSince);
  if (since < books.now - longestLookBackMs)
    throw refusal('4001', 'Invalid query : changedSince lies more than 30 days back.');
  const kinds = query.entities.split(',').map(kindNamed);
  let room = mostObjects;
  const blocks = kinds.map((kind) => {
    const block = blockOf(books.company, kind, since, room);
    room -= block.taken;
    return block.content;
  });
  return { CDCResponse: [{ QueryResponse: blocks }] };
}

function kindNamed(name: string): string {
  const kind = wireNames.get(name.trim().toLowerCase());
  if (kind && !silent.has(kind)) return kind;
  throw refusal('4001', `Invalid query : ${name} cannot be asked for its changes.`);
}

function blockOf(company: Company, kind: string, since: number, room: number) {
  const changed = rowsOf(company, kind)
    .map((row) => ({ row, at: changedAt(row) }))
    .filter(({ at }) => at >= since)
    .sort((one, other) => one.at - other.at)
    .map(({ row }) => viewOf(company, kind, row));
  const stubs = company.deleted
    .filter((one) => one.entity === kind && Date.parse(one.at) >= since)
    .map(({ id, at }) => ({
      domain: 'QBO',
      status: 'Deleted',
      Id: id,
      MetaData: { LastUpdatedTime: stampOf(Date.parse(at)) },
    }));
  const rows = [...changed, ...stubs].slice(0, room);
  const totalCount = changed.length + stubs.length;
  if (rows.length === 0) return { taken: 0, content: {} };
  // As observed: a block of nothing but stubs does not say where it starts.
  const start = changed.length > 0 ? { startPosition: 1 } : {};
  const content = { [kind]: rows, ...start, maxResults: rows.length, totalCount };
  return { taken: rows.length, content };
}

function changedAt(row: object): number {
  if (!('MetaData' in row)) return 0;
  const { LastUpdatedTime } = row.MetaData as { LastUpdatedTime: string };
  return Date.parse(LastUpdatedTime);
}

/** A plus in an address is a space unless it is written `%2B`; both are read. */
function momentOf(text: string): number {
  const moment = Date.parse(text.replace(/ (?=\d\d:?\d\d$)/, '+'));
  if (Number.isNaN(moment)) throw refusal('4001', `Invalid query : ${text} is not a date`);
  return moment;
}
