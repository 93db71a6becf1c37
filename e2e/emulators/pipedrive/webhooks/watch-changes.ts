import type { World } from '../world/world.ts';

export type Action = 'create' | 'change' | 'delete';

/** One change that Pipedrive reports to webhooks. */
export interface Event {
  companyId: number;
  action: Action;
  entity: string;
  entityId: string;
  data: Record<string, unknown> | null;
  previous: Record<string, unknown> | null;
  mergedTo: number | null;
  mergedFrom: number | null;
}

type Row = Record<string, unknown> & { company_id: number; is_deleted?: boolean };

interface Watched {
  entity: string;
  id: string;
  row: Row;
}

type Known = Map<string, { text: string; watched: Watched }>;

function rowsOf(world: World, companyId: number): Watched[] {
  const of = (entity: string, rows: readonly object[], key: string) =>
    (rows as readonly Row[])
      .filter((row) => row.company_id === companyId && !row.is_deleted)
      .map((row): Watched => ({ entity, id: String(row[key]), row }));
  return [
    ...of('deal', world.deals, 'id'),
    ...of('organization', world.organizations, 'id'),
    ...of('person', world.persons, 'id'),
    ...of(
      'dealField',
      world.fields.filter(({ owner }) => owner === 'deal'),
      'field_code',
    ),
  ];
}

/**
 * Compares a company, or all with null, with its state at the last call, so that no other code needs
 * to know of webhooks. A soft deletion is one. Companies without webhooks are not compared, and the
 * first call for a company reports nothing.
 */
export function watchChanges(): (world: World, companyId: number | null) => Event[] {
  const known = new Map<number, Known>();
  return (world, companyId) => {
    const watching = new Set(world.webhooks.map(({ company_id }) => company_id));
    for (const one of known.keys()) if (!watching.has(one)) known.delete(one);
    return [...watching]
      .filter((one) => companyId === null || one === companyId)
      .flatMap((one) => {
        const before = known.get(one);
        const current = stateOf(world, one);
        known.set(one, current);
        return before ? differences(world, before, current) : [];
      });
  };
}

function stateOf(world: World, companyId: number): Known {
  return new Map(
    rowsOf(world, companyId).map((watched) => [
      `${watched.entity} ${watched.id}`,
      { text: JSON.stringify(watched.row), watched },
    ]),
  );
}

function differences(world: World, before: Known, current: Known): Event[] {
  const events: Event[] = [];
  for (const [key, { watched }] of before) {
    if (!current.has(key))
      events.push(eventOf(world, 'delete', watched, null, parsed(before, key)));
  }
  for (const [key, { text, watched }] of current) {
    const old = before.get(key);
    if (!old) events.push(eventOf(world, 'create', watched, JSON.parse(text), null));
    else if (old.text !== text) {
      events.push(eventOf(world, 'change', watched, JSON.parse(text), parsed(before, key)));
    }
  }
  return events;
}

function parsed(known: Known, key: string): Record<string, unknown> {
  return JSON.parse(known.get(key)?.text ?? '{}');
}

/**
 * A merge is a deletion that names the other record, and a change of that one.
 * https://pipedrive.readme.io/docs/webhooks-v2-migration-guide
 */
function eventOf(
  world: World,
  action: Action,
  { entity, id, row }: Watched,
  data: Record<string, unknown> | null,
  previous: Record<string, unknown> | null,
): Event {
  const { webhooksNameMerges } = world.settings;
  const merge = (end: 'from' | 'into') =>
    world.merges.findLast(
      (one) =>
        one.company_id === row.company_id && one.entity === entity && String(one[end]) === id,
    );
  const names = webhooksNameMerges;
  return {
    companyId: row.company_id,
    action,
    entity,
    entityId: id,
    data,
    previous,
    mergedTo: (names && action === 'delete' && merge('from')?.into) || null,
    mergedFrom: (names && action === 'change' && merge('into')?.from) || null,
  };
}
