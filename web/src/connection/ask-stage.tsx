import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import styles from './connect-stage.module.css';
import type { StageProps } from './stage-props.ts';

/**
 * Names the user and both companies, so that nobody connects their QuickBooks to a stranger's
 * company through a link.
 */
export function AskStage({ page, ticket }: StageProps) {
  return (
    <form method="post" action="/connect/go" className={styles.stage}>
      <input type="hidden" name="ticket" value={ticket} />
      <h1>{m.connection_page_ask_title({ company: page.company })}</h1>
      <p>{m.connection_page_ask_text()}</p>
      <dl className={styles.who}>
        <div>
          <dt>{m.connection_page_company()}</dt>
          <dd>{page.company}</dd>
        </div>
        <div>
          <dt>{m.connection_page_user()}</dt>
          <dd>{page.user}</dd>
        </div>
        {page.before ? (
          <div>
            <dt>{m.connection_page_before()}</dt>
            <dd>{page.before}</dd>
          </div>
        ) : null}
      </dl>
      <p>{m.connection_page_ask_next({ user: page.user })}</p>
      <Button type="submit" variant="primary">
        {m.connection_page_go()}
      </Button>
      <p className={styles.small}>{m.connection_page_ask_warning()}</p>
    </form>
  );
}
