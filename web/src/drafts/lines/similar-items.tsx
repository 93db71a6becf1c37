import type { DraftLine } from '@dealbill/server/shared/contract/draft-content';
import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { money } from '../../lib/format.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { useOpenDraft } from '../draft-form-context.ts';
import styles from './lines-section.module.css';

const typingPauseMs = 1000;
const keptMs = 5 * 60_000;
const most = 50;

const asked = ({ description, unitPrice }: DraftLine) => ({
  text: (description.trim().split('\n')[0] ?? '').slice(0, 200),
  price: unitPrice.slice(0, 40),
});

/**
 * Similar items for this line. One request serves all unlinked lines and is repeated when their
 * texts change.
 */
const useSimilarItems = (index: number): ItemRow[] => {
  const { opened, content } = useOpenDraft();
  const unlinked = content.lines.filter(({ item }) => item === null).slice(0, most);
  const samePrices = amountsCurrency(content.details) === opened.profile.homeCurrency;
  const named = unlinked.map(asked).filter(({ text }) => text !== '');
  const lines = [...new Set(named.map((line) => JSON.stringify(line)))].sort();
  const settled = useDebounced(JSON.stringify({ lines, samePrices }), typingPauseMs);
  const { data } = useQuery({
    queryKey: ['items', 'similar', opened.deal.id, settled],
    queryFn: async ({ signal }) => {
      const context = { of: 'deal', id: opened.deal.id } as const;
      const question = JSON.parse(settled) as { lines: string[]; samePrices: boolean };
      const wanted = question.lines.map((line) => JSON.parse(line));
      const answer = await api.items.similar({ ...question, context, lines: wanted }, { signal });
      return Object.fromEntries(question.lines.map((line, at) => [line, answer.lines[at] ?? []]));
    },
    enabled: settled !== JSON.stringify({ lines: [], samePrices }),
    staleTime: keptMs,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const line = content.lines[index];
  return line ? (data?.[JSON.stringify(asked(line))] ?? []) : [];
};

type NotLinkedProps = {
  index: number;
  pick: (item: ItemRow) => void;
  /** True when the field's error already says that there is no item. */
  isMarked: boolean;
};

/** Shown for a line without an item, with similar items to select. */
export function NotLinked({ index, pick, isMarked }: NotLinkedProps) {
  const { homeCurrency } = useOpenDraft().opened.profile;
  const similar = useSimilarItems(index);
  if (isMarked && similar.length === 0) return null;
  return (
    <span className={styles.notLinked}>
      {isMarked ? null : <WarningIcon />}
      {similar.length === 0 ? (
        m.drafts_line_not_linked()
      ) : (
        <span>
          {isMarked ? m.drafts_line_similar_only() : m.drafts_line_similar()}{' '}
          {similar.map((item) => (
            <button
              key={item.id}
              type="button"
              className={styles.similar}
              onClick={() => pick(item)}
            >
              {item.name}
              {item.unitPrice ? ` (${money(item.unitPrice, homeCurrency)})` : null}
            </button>
          ))}
        </span>
      )}
    </span>
  );
}
