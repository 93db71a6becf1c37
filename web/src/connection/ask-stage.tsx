import { useEffect, useRef } from 'react';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import styles from './connect-stage.module.css';
import type { StageProps } from './stage-props.ts';

/** The user came back from QuickBooks, where submitting again would send them at once. */
const isReturning = (): boolean => {
  const [entry] = performance.getEntriesByType('navigation');
  return (entry as PerformanceNavigationTiming | undefined)?.type === 'back_forward';
};

/** The connection owner renews the connection: continues to QuickBooks without another click. */
function RenewStage({ page, ticket }: StageProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!isReturning()) form.current?.requestSubmit();
  }, []);
  return (
    <form method="post" action="/connect/go" className={styles.stage} ref={form}>
      <input type="hidden" name="ticket" value={ticket} />
      <h1>{m.connection_page_renew_title()}</h1>
      <p>{m.connection_page_renew_text({ before: page.before ?? m.connection_quickbooks() })}</p>
      <Button type="submit" variant="primary">
        {m.connection_page_go()}
      </Button>
    </form>
  );
}

export function AskStage(props: StageProps) {
  return props.page.renews ? <RenewStage {...props} /> : <NamesStage {...props} />;
}

/**
 * Names the user and both companies, so that nobody connects their QuickBooks to a stranger's
 * company through a link.
 */
function NamesStage({ page, ticket }: StageProps) {
  const { company, user, before, takesOverFrom: owner } = page;
  return (
    <form method="post" action="/connect/go" className={styles.stage}>
      <input type="hidden" name="ticket" value={ticket} />
      <h1>
        {owner
          ? m.connection_page_takeover_title({ company })
          : m.connection_page_ask_title({ company })}
      </h1>
      <p>{owner ? m.connection_page_takeover_text({ owner }) : m.connection_page_ask_text()}</p>
      <dl className={styles.who}>
        <div>
          <dt>{m.connection_page_company()}</dt>
          <dd>{company}</dd>
        </div>
        <div>
          <dt>{m.connection_page_user()}</dt>
          <dd>{user}</dd>
        </div>
        {before ? (
          <div>
            <dt>{owner ? m.connection_page_takeover_company() : m.connection_page_before()}</dt>
            <dd>{before}</dd>
          </div>
        ) : null}
      </dl>
      <p>{owner ? m.connection_page_takeover_next() : m.connection_page_ask_next({ user })}</p>
      <Button type="submit" variant="primary">
        {m.connection_page_go()}
      </Button>
      <p className={styles.small}>{m.connection_page_ask_warning()}</p>
    </form>
  );
}
