import { dayOf, number, percent } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import type { Usage } from './queries.ts';
import styles from './usage-card.module.css';

type Purpose = Usage['purposes'][number]['purpose'];

const purposeText: Record<Purpose, () => string> = {
  changes: m.usage_for_changes,
  events: m.usage_for_events,
  first_reading: m.usage_for_first_reading,
  invoices: m.usage_for_invoices,
  lists: m.usage_for_lists,
  forms: m.usage_for_forms,
  checks: m.usage_for_checks,
  connection: m.usage_for_connection,
  other: m.usage_for_other,
};

/** The reads of this month by purpose, and the share of the installation with its forecast. */
export function ReadMeter({ usage }: { usage: Usage }) {
  const { reads, purposes, installation, month } = usage;
  const { usedPercent, forecastPercent, perMonth, paused } = installation;
  const limit = number(`${perMonth}`);
  return (
    <div className={styles.part}>
      <h3>{m.usage_reads_title()}</h3>
      {paused ? (
        <Notice kind="warning" title={m.errors_reads_used_up_title()}>
          {m.usage_paused_text({ until: firstOfNextMonth(month) })}
        </Notice>
      ) : null}
      <p className={styles.soft}>{m.usage_reads_text({ limit })}</p>
      <div
        className={styles.meter}
        role="img"
        aria-label={m.usage_meter({
          used: shareText(usedPercent),
          forecast: shareText(forecastPercent),
        })}
      >
        <span
          className={forecastPercent > 100 ? styles.over : styles.forecast}
          style={{ width: `${Math.min(100, forecastPercent)}%` }}
        />
        <span className={styles.used} style={{ width: `${Math.min(100, usedPercent)}%` }} />
      </div>
      <p>
        {m.usage_installation({
          used: shareText(usedPercent),
          forecast: shareText(forecastPercent),
        })}
      </p>
      {forecastPercent > 100 && !paused ? (
        <p className={styles.late}>{m.usage_too_many()}</p>
      ) : null}
      <dl className={`${styles.purposes} figures`}>
        {purposes.map(({ purpose, reads: count }) => (
          <div key={purpose}>
            <dt>{purposeText[purpose]()}</dt>
            <dd>{number(`${count}`)}</dd>
          </div>
        ))}
        <div className={styles.total}>
          <dt>{m.usage_own_total()}</dt>
          <dd>{number(`${reads}`)}</dd>
        </div>
      </dl>
    </div>
  );
}

const shareText = (share: number): string =>
  share > 0 && share < 1 ? m.usage_below({ percent: percent(1) }) : percent(Math.round(share));

/** Noon, so that it is the same day in almost every time zone. */
const firstOfNextMonth = (month: string): string => {
  const [year = 0, of = 0] = month.split('-').map(Number);
  return dayOf(new Date(Date.UTC(year, of, 1, 12)).toISOString());
};
