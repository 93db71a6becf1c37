import * as z from 'zod';
import { mapInTurns } from '../../event-loop.ts';
import { firstRows, inList, maxRows, queriesFor } from '../calls/query.ts';
import { parseBody, rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import type { NameKind, QuickbooksName } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { wireNames } from '../translate/translate-name.ts';
import { includingInactive } from './find-by-name.ts';

const rows = (kind: NameKind, body: unknown): Promise<QuickbooksName[]> =>
  mapInTurns(rowsOf(kind, z.unknown(), body), (row) => parseBody(wireNames[kind], row));

const countResponse = z.object({
  QueryResponse: z.object({ totalCount: z.coerce.number().int() }),
});

export const nameVerbs = (client: QuickbooksClient) =>
  ({
    async listNames(realm, kind, start) {
      // By creation, new names come last and move no others between pages.
      const condition = `where ${includingInactive} `;
      const clauses = `${condition}orderby MetaData.CreateTime startposition ${start + 1} ${firstRows(maxRows)}`;
      const [count, page] = await client.findTogether(realm, [
        { entity: kind, clauses: condition, count: true },
        { entity: kind, clauses },
      ]);
      const response = page ?? (await client.find(realm, { entity: kind, clauses }));
      const total = countResponse.safeParse(count).data?.QueryResponse.totalCount ?? null;
      return { names: await rows(kind, response), total };
    },

    async namesById(realm, kind, nameIds) {
      const clauses = (some: string[]) =>
        `where Id in ${inList(some)} and ${includingInactive} ${firstRows()}`;
      const read = queriesFor(kind, nameIds, clauses).map(async (query) =>
        rows(kind, await client.find(realm, query)),
      );
      return (await Promise.all(read)).flat();
    },
  }) satisfies Pick<QuickbooksGateway, 'listNames' | 'namesById'>;
