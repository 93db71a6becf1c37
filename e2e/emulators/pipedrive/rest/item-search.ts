import { dealValue } from '../world/deal-value.ts';
import { visibleDeals } from './deal-answer.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { cursorPage } from './paging.ts';
import { invalid } from './problem.ts';

/**
 * v2 endpoint that searches names of deals, contacts and products.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function searchEndpoints(v2: Endpoint): void {
  v2('GET', '/itemSearch', { cost: 20, scopes: ['search:read'] }, (call) => {
    const term = call.query.text('term') ?? '';
    const exact = call.query.flag('exact_match');
    if (term.length < (exact ? 1 : 2)) throw invalid('Parameter term is too short');
    const types = call.query.list('item_types');
    const wanted = term.toLowerCase();
    const fits = (name: string) =>
      exact ? name.toLowerCase() === wanted : name.toLowerCase().includes(wanted);
    const found = searchable(call).filter(
      (one) => fits(one.name) && (!types || types.includes(one.item.type)),
    );
    const page = cursorPage(found, call.query, 100);
    const items = page.data.map(({ item }) => ({ result_score: 1, item }));
    return { ...page, data: { items } };
  });
}

function searchable(call: Call) {
  const { world, caller } = call;
  const mine = <Row extends { company_id: number; is_deleted: boolean }>(rows: Row[]) =>
    rows.filter((row) => row.company_id === caller.companyId && !row.is_deleted);
  return [
    ...visibleDeals(call).map((deal) => ({
      name: deal.title,
      item: {
        id: deal.id,
        type: 'deal',
        title: deal.title,
        value: dealValue(world, deal)?.toNumber() ?? null,
        currency: deal.currency,
        status: deal.status,
        owner: { id: deal.owner_id },
      },
    })),
    ...mine(world.organizations).map((one) => ({
      name: one.name,
      item: {
        id: one.id,
        type: 'organization',
        name: one.name,
        address: one.address?.value ?? null,
        owner: { id: one.owner_id },
      },
    })),
    ...mine(world.persons).map((one) => ({
      name: one.name,
      item: {
        id: one.id,
        type: 'person',
        name: one.name,
        emails: one.emails.map((email) => email.value),
        owner: { id: one.owner_id },
      },
    })),
    ...mine(world.products).map((one) => ({
      name: one.name,
      item: { id: one.id, type: 'product', name: one.name, code: one.code },
    })),
  ];
}
