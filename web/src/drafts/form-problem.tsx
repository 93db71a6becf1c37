import { asApiError } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { ErrorScreen } from '../ui/error-screen.tsx';
import { m } from '../words/compiled/messages.js';

type FormProblemProps = { error: Error; busy: boolean; retry: () => void; close: () => void };

/** The form could not be filled: why, and what to do. */
export function FormProblem({ error, busy, retry, close }: FormProblemProps) {
  return (
    <main>
      <ErrorScreen
        error={asApiError(error)}
        retry={retry}
        busy={busy}
        footer={
          <Button look="quiet" onClick={close}>
            {m.drafts_close()}
          </Button>
        }
      />
    </main>
  );
}
