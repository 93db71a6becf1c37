import { fullInstant } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { durationText } from './duration-text.ts';
import type { Usage } from './queries.ts';
import styles from './usage-card.module.css';

type Delay = Usage['freshness']['delivery'];

/** How long changes took to arrive and to be shown, with the share of QuickBooks apart. */
export function Freshness({ usage: { freshness, example } }: { usage: Usage }) {
  const { days, events, delivery, reading, display } = freshness;
  const rows: [string, Delay][] = [
    [m.usage_delivery(), delivery],
    [m.usage_reading(), reading],
    [m.usage_display(), display],
  ];
  return (
    <div className={styles.part}>
      <h3>{m.usage_freshness_title()}</h3>
      {events === 0 ? (
        <p className={styles.soft}>{m.usage_freshness_none({ days })}</p>
      ) : (
        <>
          <p className={styles.soft}>{m.usage_freshness_text({ count: events, days })}</p>
          <table className={`${styles.table} figures`}>
            <thead>
              <tr>
                <th scope="col">{m.usage_stage()}</th>
                <th scope="col">{m.usage_median()}</th>
                <th scope="col">{m.usage_p95()}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, delay]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{delay ? durationText(delay.medianMs) : m.usage_no_figure()}</td>
                  <td>{delay ? durationText(delay.p95Ms) : m.usage_no_figure()}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {example ? <p className={styles.soft}>{exampleText(example)}</p> : null}
    </div>
  );
}

const exampleText = ({ number, changedAt, shownAt }: NonNullable<Usage['example']>): string => {
  const invoice = number || m.invoices_without_number();
  const shown = fullInstant(shownAt);
  if (changedAt === null) return m.usage_example_read({ invoice, shown });
  const took = durationText(Math.max(0, Date.parse(shownAt) - Date.parse(changedAt)));
  return m.usage_example({ invoice, shown, took });
};
