import { useEffect } from 'react';
import { m } from '../messages/compiled/messages.js';
import { ButtonLink } from '../ui/controls/button.tsx';
import { PlugIcon, WarningIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { WindowCard } from '../ui/layout/window-card.tsx';

type Words = { title: () => string; text: () => string; button: () => string };

const results: Record<string, Words> = {
  cancelled: {
    title: m.connection_install_page_cancelled_title,
    text: m.connection_install_page_cancelled_text,
    button: m.common_try_again,
  },
  failed: {
    title: m.connection_install_page_failed_title,
    text: m.connection_install_page_failed_text,
    button: m.common_try_again,
  },
};

const start: Words = {
  title: m.connection_install_page_start_title,
  text: m.connection_install_page_start_text,
  button: m.connection_install,
};

/** Shows how an installation failed, or a link to install. */
export default function InstallPage() {
  const result = new URLSearchParams(location.search).get('result') ?? '';
  const words = (Object.hasOwn(results, result) && results[result]) || start;
  useEffect(() => {
    document.title = m.connection_install_page_start_title();
  }, []);
  return (
    <WindowCard>
      <EmptyState
        heading="h1"
        icon={words === start ? <PlugIcon /> : <WarningIcon />}
        title={words.title()}
        action={
          <ButtonLink variant="primary" href="/oauth/pipedrive/start">
            {words.button()}
          </ButtonLink>
        }
      >
        {words.text()}
      </EmptyState>
    </WindowCard>
  );
}
