import type { Change, Deal } from '../world/rows.ts';
import { v1Time } from '../world/time.ts';
import { visibleDeal } from './deal-answer.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { fileAnswer } from './files.ts';
import { noteAnswer } from './notes.ts';
import { cursorPage, startPage } from './paging.ts';

/**
 * v1 endpoints for a deal's history and changelog.
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml
 */
export function flowEndpoints(v1: Endpoint): void {
  const scopes = ['recents:read', 'deals:read', 'deals:full'];

  v1('GET', '/deals/:id/flow', { cost: 40, scopes }, (call) => {
    const wanted = call.query.list('items');
    const items = flowOf(call, visibleDeal(call)).filter(
      (item) => !wanted || wanted.includes(item.object),
    );
    return startPage(items, call.query);
  });

  v1('GET', '/deals/:id/changelog', { cost: 20, scopes }, (call) => {
    const changes = changesOf(call, visibleDeal(call)).toReversed();
    const page = cursorPage(changes, call.query);
    return {
      ...page,
      data: page.data.map((one) => ({
        field_key: one.field_key,
        old_value: asText(one.old_value),
        new_value: asText(one.new_value),
        actor_user_id: one.user_id,
        time: v1Time(one.log_time),
        change_source: one.change_source,
        change_source_user_agent: null,
        is_bulk_update_flag: false,
      })),
    };
  });
}

/**
 * Changelog values are text or null.
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml
 */
function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function changesOf(call: Call, deal: Deal): Change[] {
  return call.world.changes.filter(
    (one) => one.company_id === deal.company_id && one.deal_id === deal.id,
  );
}

function flowOf(call: Call, deal: Deal) {
  const ofDeal = (row: { company_id: number; deal_id: number | null }) =>
    row.company_id === deal.company_id && row.deal_id === deal.id;
  const { world } = call;
  const items = [
    ...changesOf(call, deal).map(({ company_id: _, deal_id, ...change }) => ({
      object: 'dealChange',
      timestamp: v1Time(change.log_time),
      data: { ...change, item_id: deal_id, log_time: v1Time(change.log_time) },
    })),
    ...world.notes.filter(ofDeal).map((note) => ({
      object: 'note',
      timestamp: v1Time(note.add_time),
      data: noteAnswer(call, note),
    })),
    ...world.files.filter(ofDeal).map((file) => ({
      object: 'file',
      timestamp: v1Time(file.add_time),
      data: fileAnswer(call, file),
    })),
    ...world.activities.filter(ofDeal).map(({ company_id: _, ...activity }) => ({
      object: 'activity',
      timestamp: v1Time(activity.add_time),
      data: activity,
    })),
  ];
  return items.sort((a, b) => (a.timestamp < b.timestamp ? 1 : -1));
}
