import { ReconnectBanner } from '../connection/reconnect-banner.tsx';
import type { Answer } from '../lib/api.ts';
import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';

type PanelBannerProps = {
  data: Answer<'invoices', 'list'>;
  problems: ApiError[];
  retry: () => void;
};

/** Shows the most important problem above the rows; further ones are behind "2 more". */
export function PanelBanner({ data, problems, retry }: PanelBannerProps) {
  const broken =
    data.connection === 'broken' || problems.some(({ code }) => code === 'connection_broken');
  const others = problems.filter(
    ({ code }, index) =>
      code !== 'connection_broken' &&
      problems.findIndex((problem) => problem.code === code) === index,
  );
  if (broken) {
    const more = others.map((error) => messagesFor(error.code, error.details).title);
    return <ReconnectBanner done={retry} more={more} />;
  }
  const [worst, ...rest] = others;
  if (!worst) return null;
  const { title, text } = messagesFor(worst.code, worst.details);
  return (
    <Notice
      kind="warning"
      title={title}
      action={
        <>
          <Button onClick={retry}>{m.common_try_again()}</Button>
          <SupportDetails error={worst} />
        </>
      }
      more={rest.map((error) => messagesFor(error.code, error.details).title)}
    >
      {text} {m.common_last_known()}
    </Notice>
  );
}
