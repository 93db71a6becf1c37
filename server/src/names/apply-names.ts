import type { Dependencies } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import {
  type ChangedObject,
  type NameKind,
  nameKinds,
  type QuickbooksName,
} from '../quickbooks/models.ts';
import { childrenOfRenamed, markNamesDeleted, storeNames } from './store.ts';

type Tools = Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>;

export type ConnectedNames = { companyId: number; realm: Realm };

/** Ids of names to read, by kind. */
export type NameIds = Map<NameKind, string[]>;

/**
 * Mirrors changed names: those that were read, `readAt` at the earliest, and those of which only
 * the id is known or that Intuit reported as deleted, after reading these by id. Other entities are
 * ignored. Throws the read errors.
 */
export const applyNames = async (
  tools: Tools,
  company: ConnectedNames,
  changes: { names: QuickbooksName[]; incomplete: ChangedObject[]; deleted: ChangedObject[] },
  readAt: number,
): Promise<void> => {
  const { db } = tools;
  const realmKey = realmKeyOf(company);
  const received = new Set(changes.names.map(({ kind, id }) => `${kind} ${id}`));
  const renamed = await childrenOfRenamed(db, realmKey, changes.names);
  const children = renamed.map(({ kind, nameId }) => ({ entity: kind, id: nameId }));
  const toRead: NameIds = new Map();
  for (const kind of nameKinds) {
    const changed = [...changes.incomplete, ...changes.deleted, ...children]
      .filter(({ entity, id }) => entity === kind && !received.has(`${entity} ${id}`))
      .map(({ id }) => id);
    if (changed.length > 0) toRead.set(kind, [...new Set(changed)]);
  }
  // Before the parents are stored: their former names tell which children to read, also next time.
  await readNames(tools, company, toRead);
  await storeNames(db, realmKey, changes.names, readAt);
};

/**
 * Reads names by id and mirrors them, with the names below them that changed as well; those that
 * QuickBooks does not return are deleted. One call per kind and 500 names.
 */
export const readNames = async (
  { db, clock, quickbooks }: Tools,
  company: ConnectedNames,
  toRead: NameIds,
): Promise<void> => {
  const realmKey = realmKeyOf(company);
  for (const [kind, nameIds] of toRead) {
    const readAt = clock.now();
    const found = await quickbooks.namesById(company.realm, kind, nameIds);
    const children = (await childrenOfRenamed(db, realmKey, found)).map(({ nameId }) => nameId);
    const others = children.filter((nameId) => !nameIds.includes(nameId));
    const below =
      others.length === 0 ? [] : await quickbooks.namesById(company.realm, kind, others);
    await storeNames(db, realmKey, [...below, ...found], readAt);
    const foundIds = new Set([...found, ...below].map(({ id }) => id));
    const missingIds = [...nameIds, ...others].filter((nameId) => !foundIds.has(nameId));
    await markNamesDeleted(db, realmKey, kind, { nameIds: missingIds, readAt });
  }
};

const realmKeyOf = ({ companyId, realm }: ConnectedNames): RealmKey => ({
  companyId,
  realmId: realm.realmId,
});
