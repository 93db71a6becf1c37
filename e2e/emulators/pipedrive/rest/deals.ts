import { recordChange } from '../world/changes.ts';
import { productsOfDeal } from '../world/deal-value.ts';
import type { Deal } from '../world/rows.ts';
import { instant } from '../world/time.ts';
import { mergeCustomFields } from './custom-fields.ts';
import { dealAnswer, visibleDeal, visibleDeals } from './deal-answer.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { cursorPage, sorted } from './paging.ts';
import { forbidden, invalid } from './problem.ts';

const read = ['deals:read', 'deals:full'];

/**
 * v2 endpoints to list deals and archived deals, and to read and update one.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function dealEndpoints(v2: Endpoint): void {
  v2('GET', '/deals', { cost: 10, scopes: read }, (call) => pageOf(call, false));

  v2('GET', '/deals/archived', { cost: 10, scopes: read }, (call) => pageOf(call, true));

  v2('GET', '/deals/:id', { cost: 1, scopes: read }, (call) => ({
    data: dealAnswer(call, visibleDeal(call)),
  }));

  v2('PATCH', '/deals/:id', { cost: 5, scopes: ['deals:full'] }, (call) => {
    const deal = visibleDeal(call);
    if (deal.is_archived) throw forbidden('Archived deals cannot be updated');
    writeDeal(call, deal);
    call.changed();
    return { data: dealAnswer(call, deal) };
  });
}

function pageOf(call: Call, archived: boolean) {
  const deals = listed(call).filter((deal) => deal.is_archived === archived);
  const page = cursorPage(sorted(deals, call.query, ['id', 'add_time', 'update_time']), call.query);
  return { ...page, data: page.data.map((deal) => dealAnswer(call, deal)) };
}

function listed(call: Call): Deal[] {
  const { query } = call;
  const ids = query.ids('ids');
  const status = query.list('status');
  const since = query.text('updated_since');
  if (since && /\.\d+/.test(since)) throw invalid('updated_since: no fractions of seconds');
  const same = (name: 'org_id' | 'person_id' | 'owner_id' | 'stage_id') => {
    const wanted = query.integer(name);
    return (deal: Deal) => wanted === undefined || deal[name] === wanted;
  };
  return visibleDeals(call)
    .filter((deal) => ids?.includes(deal.id) ?? true)
    .filter((deal) => (status ? status.includes(deal.status) : !deal.is_deleted))
    .filter((deal) => !since || deal.update_time >= since)
    .filter(same('org_id'))
    .filter(same('person_id'))
    .filter(same('owner_id'))
    .filter(same('stage_id'));
}

const writable = [
  'title',
  'owner_id',
  'person_id',
  'org_id',
  'pipeline_id',
  'stage_id',
  'currency',
  'status',
  'probability',
  'lost_reason',
  'visible_to',
  'close_time',
  'won_time',
  'lost_time',
  'expected_close_date',
  'label_ids',
  'is_archived',
  'archive_time',
  'is_deleted',
] as const satisfies (keyof Deal)[];

function writeDeal(call: Call, deal: Deal): void {
  const body = (call.body ?? {}) as Record<string, unknown>;
  const unknown = Object.keys(body).find(
    (key) => ![...writable, 'value', 'custom_fields'].includes(key),
  );
  if (unknown) throw invalid(`Parameter '${unknown}' is not allowed for this request`);
  const before = structuredClone(deal);
  if (body.custom_fields !== undefined) {
    mergeCustomFields(call.world, 'deal', deal, body.custom_fields);
  }
  if (body.value !== undefined) writeValue(call, deal, body.value);
  for (const key of writable) {
    if (body[key] !== undefined) Object.assign(deal, { [key]: body[key] });
  }
  deal.update_time = instant();
  recordChange(call.world, before, deal, call.caller.userId, 'api');
}

function writeValue(call: Call, deal: Deal, value: unknown): void {
  if (typeof value !== 'number') throw invalid('value must be a number');
  if (productsOfDeal(call.world, deal).length === 0) {
    deal.value = String(value);
    return;
  }
  if (call.world.settings.valueOfDealWithProducts === 'refused') {
    throw invalid('The value of a deal with products cannot be changed');
  }
}
