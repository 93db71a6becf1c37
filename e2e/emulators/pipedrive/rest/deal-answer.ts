import { dealValue, productsOfDeal } from '../world/deal-value.ts';
import { canSee, findDeal } from '../world/find.ts';
import type { Deal } from '../world/rows.ts';
import { customFieldsAnswer } from './custom-fields.ts';
import type { Call } from './endpoint.ts';
import { forbidden, notFound } from './problem.ts';

/** The deal of the path. Throws 404, or for a hidden deal 403 if the settings say so. */
export function visibleDeal(call: Call, id = call.params.id): Deal {
  const { world, caller } = call;
  const deal = findDeal(world, caller.companyId, Number(id));
  if (!deal) throw notFound();
  if (canSee(deal, caller.userId)) return deal;
  throw world.settings.hiddenDealStatus === 403 ? forbidden() : notFound();
}

/** All deals of the caller's company that are visible to the caller. */
export function visibleDeals(call: Call): Deal[] {
  const { world, caller } = call;
  return world.deals.filter(
    (deal) => deal.company_id === caller.companyId && canSee(deal, caller.userId),
  );
}

/**
 * A deal as `GET /api/v2/deals/{id}` returns it.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function dealAnswer(call: Call, deal: Deal): Record<string, unknown> {
  const { company_id: _company, hidden_from: _hidden, value: _value, ...plain } = deal;
  return {
    ...plain,
    value: dealValue(call.world, deal)?.toNumber() ?? null,
    local_won_date: deal.won_time?.slice(0, 10) ?? null,
    local_lost_date: deal.lost_time?.slice(0, 10) ?? null,
    local_close_date: deal.close_time?.slice(0, 10) ?? null,
    origin: 'ManuallyCreated',
    origin_id: null,
    channel: null,
    channel_id: null,
    source_lead_id: null,
    acv: null,
    arr: null,
    mrr: null,
    ...optionalFields(call, deal),
    custom_fields: customFieldsAnswer(call.world, 'deal', deal, call.query),
  };
}

function optionalFields(call: Call, deal: Deal): Record<string, number> {
  const { world } = call;
  const ofDeal = (row: { company_id: number; deal_id: number | null }) =>
    row.company_id === deal.company_id && row.deal_id === deal.id;
  const counts: Record<string, () => number> = {
    products_count: () => productsOfDeal(world, deal).length,
    files_count: () => world.files.filter(ofDeal).length,
    notes_count: () => world.notes.filter(ofDeal).length,
  };
  const requested = call.query.list('include_fields') ?? [];
  return Object.fromEntries(
    requested.flatMap((name) => (counts[name] ? [[name, counts[name]()] as const] : [])),
  );
}
