import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { api } from '../../lib/api.ts';
import { money } from '../../lib/format.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { type DocumentLine, kindOf } from '../document.ts';
import type { EditorState } from '../document-reducer.ts';
import { useEdited, useEditor } from '../editor-store.ts';
import styles from './lines-section.module.css';

const typingPauseMs = 1000;
const keptMs = 5 * 60_000;
const most = 50;

/** What is searched for a line, as text. */
const wantedFor = ({ description, unitPrice }: DocumentLine): string =>
  JSON.stringify({
    text: (description.trim().split('\n')[0] ?? '').slice(0, 200),
    price: unitPrice.slice(0, 40),
  });

type Question = { lines: string[]; samePrices: boolean };

/** The unlinked lines that have a description, as text. */
const questionOf = ({ document, company }: EditorState): string => {
  const unlinked = document.lines.filter(
    (line) => line.item === null && kindOf(line) === 'item' && line.description.trim() !== '',
  );
  return JSON.stringify({
    lines: [...new Set(unlinked.slice(0, most).map(wantedFor))].sort(),
    samePrices: amountsCurrency(document.details) === company.homeCurrency,
  } satisfies Question);
};

/** Similar items by what is searched for a line. */
const SimilarItemsContext = createContext<Record<string, ItemRow[]>>({});

/**
 * Searches similar items for all unlinked lines in one request, repeated when their texts change.
 */
export function SimilarItems({ children }: { children: ReactNode }) {
  const { context } = useEditor();
  const settled = useDebounced(useEdited(questionOf), typingPauseMs);
  const question: Question = JSON.parse(settled);
  const { data = none } = useQuery({
    queryKey: ['items', 'similar', context, settled],
    queryFn: async ({ signal }) => {
      const lines = question.lines.map((line) => JSON.parse(line));
      const answer = await api.items.similar({ ...question, context, lines }, { signal });
      return Object.fromEntries(question.lines.map((line, at) => [line, answer.lines[at] ?? []]));
    },
    enabled: question.lines.length > 0,
    staleTime: keptMs,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return <SimilarItemsContext value={data}>{children}</SimilarItemsContext>;
}

const none: Record<string, ItemRow[]> = {};

type NotLinkedProps = {
  line: DocumentLine;
  homeCurrency: string | null;
  pick: (item: ItemRow) => void;
  /** True when the field's error already says that there is no item. */
  isMarked: boolean;
};

/** Shown for a line without an item, with similar items to select. */
export function NotLinked({ line, homeCurrency, pick, isMarked }: NotLinkedProps) {
  const similar = useContext(SimilarItemsContext)[wantedFor(line)] ?? [];
  if (isMarked && similar.length === 0) return null;
  return (
    <span className={styles.notLinked}>
      {isMarked ? null : <WarningIcon />}
      {similar.length === 0 ? (
        m.editor_line_not_linked()
      ) : (
        <span>
          {isMarked ? m.editor_line_similar_only() : m.editor_line_similar()}{' '}
          {similar.map((item) => (
            <button
              key={item.id}
              type="button"
              className={styles.similar}
              onClick={() => pick(item)}
            >
              {item.name}
              {item.unitPrice && homeCurrency ? ` (${money(item.unitPrice, homeCurrency)})` : null}
            </button>
          ))}
        </span>
      )}
    </span>
  );
}
