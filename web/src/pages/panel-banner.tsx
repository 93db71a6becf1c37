import { type ReactNode, Suspense } from 'react';
import { openModal } from '../host/dialogs.ts';
import type { Answer } from '../lib/api.ts';
import type { ApiError } from '../lib/api-error.ts';
import { fullInstant } from '../lib/format.ts';
import { lazyComponent } from '../lib/lazy-component.tsx';
import { messagesOf } from '../lib/messages-of.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';

/** Loaded only when they are shown, which is after an answer of the server. */
const ProblemsNotice = lazyComponent(() => import('../problems/problems-notice.tsx'));
const ReconnectBanner = lazyComponent(async () => ({
  default: (await import('../connection/reconnect-banner.tsx')).ReconnectBanner,
}));
const UpdatesOff = lazyComponent(() => import('./updates-off.tsx'));
const ExpiryNotice = lazyComponent(async () => ({
  default: (await import('../connection/expiry-notice.tsx')).ExpiryNotice,
}));

/** Reserves about the height of these notices, so that the rows do not move. */
const reserved = <div style={{ minHeight: 116 }} />;

type PanelBannerProps = {
  data: Answer<'invoices', 'list'>;
  refreshing: boolean;
  problems: ApiError[];
  /** What failed in the background; undefined until it is read. */
  found: Answer<'problems', 'list'> | undefined;
  retry: () => void;
};

/** Shows the most important problem above the rows; further ones are behind "2 more". */
export function PanelBanner({ data, refreshing, problems, found, retry }: PanelBannerProps) {
  const broken =
    data.connection === 'broken' || problems.some(({ code }) => code === 'connection_broken');
  const others = problems.filter(
    ({ code }, index) =>
      code !== 'connection_broken' &&
      problems.findIndex((problem) => problem.code === code) === index,
  );
  // The panel itself asks to reconnect.
  const inBackground = (found?.rows ?? []).filter(({ kind }) => kind !== 'connection');
  if (data.connection === 'ended') {
    const text = data.readAt
      ? m.invoices_disconnected_text({ when: fullInstant(data.readAt) })
      : m.invoices_disconnected_nothing_text();
    return (
      <Suspense fallback={reserved}>
        <ReconnectBanner code="not_connected" text={text} done={retry} more={[]} />
      </Suspense>
    );
  }
  if (broken) {
    const more = others.map((error) => messagesOf(error).title);
    return (
      <Suspense fallback={reserved}>
        <ReconnectBanner done={retry} more={[...more, ...linkTo(inBackground)]} />
      </Suspense>
    );
  }
  const [worst, ...rest] = others;
  if (!worst) {
    const before = data.reconnectBefore;
    if (before !== null) {
      const more = linkTo(inBackground);
      return (
        <Suspense fallback={reserved}>
          <ExpiryNotice before={before} done={retry} dismissed={retry} more={more} />
        </Suspense>
      );
    }
    const [first] = inBackground;
    if (!first || !found)
      return data.updates ? null : (
        <Suspense fallback={reserved}>
          <UpdatesOff refresh={retry} refreshing={refreshing} />
        </Suspense>
      );
    const count = found.count - (found.rows.length - inBackground.length);
    return (
      <Suspense fallback={null}>
        <ProblemsNotice problems={inBackground} count={count} />
      </Suspense>
    );
  }
  const { title, text } = messagesOf(worst);
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
      more={[
        ...rest.map((error) => messagesOf(error).title),
        ...linkTo(inBackground),
        ...(data.updates ? [] : [m.invoice_offers_updates_off_title()]),
      ]}
    >
      {text} {m.common_last_known()}
    </Notice>
  );
}

/** The way to the list, where another problem takes the banner. */
const linkTo = (rows: unknown[]): ReactNode[] =>
  rows.length === 0
    ? []
    : [
        <Button key="found" onClick={() => void openModal({ show: 'problems' })}>
          {m.problems_show()}
        </Button>,
      ];
