import type { Term } from '@dealbill/server/shared/contract/company-profile';
import { mostTermDays, termName } from '@dealbill/server/shared/dates/fitting-term';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { asApiError } from '../../lib/api-error.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { missingTermTitle } from '../../lib/missing-term-title.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../controls/button.tsx';
import { Notice } from '../feedback/notice.tsx';

type MissingTermProps = {
  /** Days without a matching term in QuickBooks. */
  days: number;
  /** Text that QuickBooks prints beside the due date instead. */
  printed: string;
  created: (term: Term) => void;
};

/**
 * Warns that the printed term would contradict the due date, and offers to create the missing term.
 */
export function MissingTerm({ days, printed, created }: MissingTermProps) {
  const create = useMutation({
    mutationFn: () => api['company-profile'].createTerm({ days }),
    onSuccess: ({ term }) => created(term),
  });
  const why = create.isError ? asApiError(create.error) : null;
  return (
    <Notice
      kind="warning"
      title={missingTermTitle(days)}
      action={
        days >= 0 && days <= mostTermDays ? (
          <Button busy={create.isPending} onClick={() => create.mutate()}>
            {m.common_term_create({ name: termName(days) })}
          </Button>
        ) : undefined
      }
    >
      <p>{printed}</p>
      {why ? (
        <p role="alert">{why.details.said ?? messagesFor(why.code, why.details).text}</p>
      ) : null}
    </Notice>
  );
}
