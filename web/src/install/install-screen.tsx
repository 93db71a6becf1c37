import type { ApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ExternalIcon, PlugIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';

type InstallScreenProps = {
  /** `not_installed` or `install_broken`. */
  error: ApiError;
  retry: () => void;
};

/** What a user sees who has not let Dealbill into Pipedrive, or no longer does. */
export function InstallScreen({ error, retry }: InstallScreenProps) {
  const { title, text } = wordsFor(error.code, error.details);
  const url = error.details.installUrl ?? '/oauth/pipedrive/start';
  return (
    <EmptyState
      icon={<PlugIcon />}
      title={title}
      action={
        <>
          <ButtonLink look="primary" href={url} target="_blank" rel="noreferrer">
            {error.code === 'install_broken'
              ? m.connection_install_again()
              : m.connection_install()}
            <ExternalIcon />
            <span className="unseen">{m.common_opens_new_tab()}</span>
          </ButtonLink>
          <Button onClick={retry}>{m.connection_check_again()}</Button>
        </>
      }
    >
      {text}
    </EmptyState>
  );
}
