import type { Change, Deal } from './rows.ts';
import { instant } from './time.ts';
import type { World } from './world.ts';

const unlogged = new Set(['update_time', 'custom_fields', 'company_id', 'id', 'hidden_from']);

/** Records one change per changed field, custom fields by their key. */
export function recordChange(
  world: World,
  before: Deal,
  after: Deal,
  userId: number,
  source: Change['change_source'],
): void {
  const plain = Object.keys(after).filter((key) => !unlogged.has(key));
  const differences = [
    ...changed(before, after, plain),
    ...changed(before.custom_fields, after.custom_fields, Object.keys(after.custom_fields)),
  ];
  for (const [field_key, old_value, new_value] of differences) {
    world.changes.push({
      company_id: after.company_id,
      id: ++world.lastId,
      deal_id: after.id,
      user_id: userId,
      field_key,
      old_value,
      new_value,
      log_time: instant(),
      change_source: source,
    });
  }
}

function changed(before: object, after: object, keys: string[]): [string, unknown, unknown][] {
  const of = (row: object, key: string) => (row as Record<string, unknown>)[key] ?? null;
  return keys
    .filter((key) => JSON.stringify(of(before, key)) !== JSON.stringify(of(after, key)))
    .map((key) => [key, of(before, key), of(after, key)]);
}
