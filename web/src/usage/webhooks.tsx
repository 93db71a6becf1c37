import type { ComponentType } from 'react';
import { now } from '../lib/clock.ts';
import { agoOf, dayOf, fullInstant } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { QuestionIcon, TickCircleIcon, WarningIcon } from '../ui/controls/icons.tsx';
import { durationText } from './duration-text.ts';
import type { Usage } from './queries.ts';
import styles from './usage-card.module.css';

type Arrive = Usage['webhooks']['arrive'];

const looks: Record<
  Arrive,
  { icon: ComponentType; words: () => string; look: string | undefined }
> = {
  yes: { icon: TickCircleIcon, words: m.usage_webhooks_yes, look: styles.good },
  unknown: { icon: QuestionIcon, words: m.usage_webhooks_unknown, look: styles.neutral },
  no: { icon: WarningIcon, words: m.usage_webhooks_no, look: styles.bad },
  off: { icon: WarningIcon, words: m.usage_webhooks_off, look: styles.neutral },
};

const dayMs = 86_400_000;

const intervalText = (ms: number): string =>
  ms >= dayMs ? m.usage_once_a_day() : m.usage_every({ duration: durationText(ms) });

/** Whether QuickBooks announces changes, what to do if not, and how often changes are looked up. */
export function Webhooks({ usage }: { usage: Usage }) {
  const { webhooks, feed } = usage;
  const { icon: Icon, words, look } = looks[webhooks.arrive];
  return (
    <div className={styles.part}>
      <p className={`${styles.state} ${look}`}>
        <Icon />
        {words()}
      </p>
      <p>{webhooksText(usage)}</p>
      {webhooks.arrive === 'no' || webhooks.arrive === 'unknown' ? (
        <div className={styles.steps}>
          <p>{m.usage_webhooks_steps()}</p>
          <p className={styles.address}>{webhooks.address}</p>
        </div>
      ) : null}
      <dl className={styles.facts}>
        <div>
          <dt>{m.usage_interval()}</dt>
          <dd>{intervalText(feed.intervalMs)}</dd>
          <dd className={styles.soft}>{reasonText(usage)}</dd>
        </div>
        <div>
          <dt>{m.usage_last_check()}</dt>
          {feed.lastReadAt ? (
            <dd>
              <time dateTime={feed.lastReadAt} title={fullInstant(feed.lastReadAt)}>
                {agoOf(feed.lastReadAt, now()) ?? m.invoices_just_now()}
              </time>
            </dd>
          ) : (
            <dd>{m.usage_never()}</dd>
          )}
        </div>
      </dl>
    </div>
  );
}

const webhooksText = ({ webhooks, feed }: Usage): string => {
  const interval = durationText(feed.usualMs);
  switch (webhooks.arrive) {
    case 'yes':
      return m.usage_webhooks_yes_text({ since: webhooks.since ? dayOf(webhooks.since) : '' });
    case 'unknown':
      return m.usage_webhooks_unknown_text({ interval });
    case 'no':
      return m.usage_webhooks_no_text({
        since: webhooks.since ? dayOf(webhooks.since) : '',
        interval,
      });
    case 'off':
      return m.usage_webhooks_off_text({ interval });
  }
};

const reasonText = ({ feed, webhooks }: Usage): string => {
  const usual = durationText(feed.usualMs);
  if (feed.pace === 'quiet') return m.usage_quiet({ usual });
  if (feed.intervalMs > feed.usualMs) return m.usage_patient({ usual });
  return webhooks.arrive === 'yes' ? m.usage_usual() : m.usage_usual_alone();
};
