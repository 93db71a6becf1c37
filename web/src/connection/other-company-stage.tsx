import { beforeStop } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import styles from './connect-stage.module.css';
import type { StageProps } from './stage-props.ts';

/** Asks for confirmation because another QuickBooks company than before was selected. */
export function OtherCompanyStage({ page, ticket }: StageProps) {
  const quickbooks = page.quickbooks ?? m.connection_quickbooks();
  const before = page.before ?? m.connection_page_other_before();
  return (
    <form method="post" action="/connect/other" className={styles.stage}>
      <input type="hidden" name="ticket" value={ticket} />
      <h1>{m.connection_page_other_title()}</h1>
      <p>
        {m.connection_page_other_text({
          company: page.company,
          before: beforeStop(before),
          quickbooks: beforeStop(quickbooks),
        })}
      </p>
      <p>{m.connection_page_other_consequence({ before, quickbooks })}</p>
      <div className={styles.buttons}>
        <Button type="submit" name="answer" value="no" variant="primary">
          {m.connection_page_other_no({ before })}
        </Button>
        <Button type="submit" name="answer" value="yes">
          {m.connection_page_other_yes({ quickbooks })}
        </Button>
      </div>
    </form>
  );
}
