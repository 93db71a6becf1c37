import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { itemsCreatedFor } from '../../items/operations/create-item.ts';
import type { DraftContent, DraftLine } from '../../shared/contract/draft-content.ts';
import { cleanName } from '../../shared/text/clean-text.ts';

type Lines = Pick<DraftContent, 'lines'>;

/** Whether the item of a line is created with the invoice. */
const isNew = ({ item }: Pick<DraftLine, 'item'>): boolean => item?.id === null;

const keyOf = ({ item }: Pick<DraftLine, 'item'>): string =>
  cleanName(item?.name ?? '').toLowerCase();

/** Lines whose items are to be created, the first of each name. */
export const linesOfNewItems = ({ lines }: Lines): DraftLine[] =>
  [
    ...new Map(
      lines
        .filter(isNew)
        .toReversed()
        .map((line) => [keyOf(line), line]),
    ).values(),
  ].toReversed();

/**
 * The content with the items that operations of this draft have created. The stored draft keeps
 * their names, because the form that is open has no others.
 */
export const withCreatedItems = async <Content extends Lines>(
  db: Reader,
  draft: RealmKey & { id: string },
  content: Content,
): Promise<Content> => {
  if (!content.lines.some(isNew)) return content;
  const created = await itemsCreatedFor(db, draft);
  const lines = content.lines.map((line) => {
    const item = isNew(line) ? created.get(keyOf(line)) : undefined;
    return item ? { ...line, item } : line;
  });
  return { ...content, lines };
};
