import { asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';

type FormProblemProps = { error: Error; busy: boolean; retry: () => void; close: () => void };

/** Shown when the form could not be filled: why, and what to do. */
export function FormProblem({ error, busy, retry, close }: FormProblemProps) {
  return (
    <main>
      <ErrorScreen
        error={asApiError(error)}
        retry={retry}
        busy={busy}
        footer={
          <Button variant="quiet" onClick={close}>
            {m.drafts_close()}
          </Button>
        }
      />
    </main>
  );
}
