import { asApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { WarningIcon } from '../ui/icons.tsx';
import { SupportDetails } from '../ui/support-details.tsx';
import { m } from '../words/compiled/messages.js';

type FormProblemProps = { error: Error; busy: boolean; retry: () => void; close: () => void };

/** The form could not be filled: why, and what to do. */
export function FormProblem({ error, busy, retry, close }: FormProblemProps) {
  const failure = asApiError(error);
  const { title, text } = wordsFor(failure.code, failure.details);
  return (
    <main>
      <EmptyState
        icon={<WarningIcon />}
        title={title}
        action={
          <Button look="primary" busy={busy} onClick={retry}>
            {m.common_try_again()}
          </Button>
        }
        footer={
          <>
            <SupportDetails error={failure} />
            <Button look="quiet" onClick={close}>
              {m.drafts_close()}
            </Button>
          </>
        }
      >
        {text}
      </EmptyState>
    </main>
  );
}
