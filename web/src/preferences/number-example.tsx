import type { NumberPattern } from '@dealbill/server/contract/preferences';
import { draftLimits } from '@dealbill/server/shared/checks/draft-limits';
import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { m } from '../messages/compiled/messages.js';
import styles from './preferences-card.module.css';
import { numberPreview } from './queries.ts';

const pauseMs = 300;

type NumberExampleProps = { dealId: number | null; numberPattern: NumberPattern };

/** The number that the typed pattern gives the next invoice of a deal of the user. */
export function NumberExample({ dealId, numberPattern }: NumberExampleProps) {
  const settled = useDebounced(numberPattern, pauseMs);
  const preview = useQuery(numberPreview(dealId, settled));
  const error = preview.isError ? asApiError(preview.error) : null;
  const text = () => {
    if (dealId === null) return m.preferences_numbers_example_none();
    if (error) {
      const reason = messagesFor(error.code, error.details).title;
      return m.preferences_preview_failed({ reason });
    }
    return preview.data ? exampleText(preview.data) : '';
  };
  return (
    <p className={styles.example} aria-live="polite" aria-busy={preview.isFetching}>
      {text()}
    </p>
  );
}

const exampleText = ({
  number,
  trouble,
  dealTitle: deal,
}: Answer<'drafts', 'previewNumber'>): string => {
  const example = number ?? '';
  if (!trouble) return m.preferences_numbers_example({ deal, number: example });
  const { part } = trouble;
  if (trouble.kind === 'empty') return m.preferences_numbers_example_empty({ deal, part });
  if (trouble.kind === 'gone') return m.preferences_numbers_example_gone({ part });
  return m.preferences_numbers_example_too_long({
    deal,
    number: example,
    count: String(example.length),
    limit: String(draftLimits.number),
    part,
  });
};
