import { useQuery } from '@tanstack/react-query';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { Card } from '../ui/layout/card.tsx';
import styles from './deal-fields-card.module.css';
import { DealFieldsNotices } from './deal-fields-notices.tsx';
import { FactRow } from './fact-row.tsx';
import { type Shown, shownDealFields } from './queries.ts';

/** Which facts about its invoices are written to fields of the deal. */
export function DealFieldsCard() {
  const { data, error, refetch, isFetching } = useQuery(shownDealFields);
  return (
    <Card title={m.deal_fields_title()} text={m.deal_fields_text()}>
      {data ? <DealFields shown={data} /> : null}
      {error && !data ? (
        <Notice
          kind="error"
          title={messagesFor(asApiError(error).code).title}
          action={
            <Button busy={isFetching} onClick={() => void refetch()}>
              {m.common_try_again()}
            </Button>
          }
        >
          {messagesFor(asApiError(error).code).text}
        </Notice>
      ) : null}
      {data || error ? null : (
        <Skeleton>
          <Bar width={70} />
          <Bar width={100} height={120} />
        </Skeleton>
      )}
    </Card>
  );
}

function DealFields({ shown }: { shown: Shown }) {
  const { facts, writer, example, waiting } = shown;
  if (!writer) return <p>{m.deal_fields_connect()}</p>;
  return (
    <>
      <DealFieldsNotices shown={shown} writer={writer} />
      <dl className={styles.rules}>
        <dt>{m.deal_fields_seen_title()}</dt>
        <dd>{m.deal_fields_seen()}</dd>
        <dt>{m.deal_fields_writer_title()}</dt>
        <dd>
          {writer.isYou
            ? m.deal_fields_writer_you()
            : m.deal_fields_writer_other({ name: writer.name })}
        </dd>
        <dt>{m.deal_fields_rules_title()}</dt>
        <dd>{m.deal_fields_rules()}</dd>
      </dl>
      {writer.isYou ? (
        <p className={styles.soft}>
          {example
            ? m.deal_fields_example_of({ deal: example.title || `${example.dealId}` })
            : m.deal_fields_example_none()}
        </p>
      ) : (
        <p>{m.deal_fields_read_only({ name: writer.name })}</p>
      )}
      <fieldset disabled={!writer.isYou} className={styles.facts}>
        <legend className="unseen">{m.deal_fields_title()}</legend>
        <ul className={styles.list}>
          {facts.map((fact) => (
            <FactRow key={fact.name} fact={fact} hasExample={example !== null} />
          ))}
        </ul>
      </fieldset>
      {waiting > 0 && writer.state === 'active' ? (
        <p className={styles.soft}>{m.deal_fields_waiting({ count: waiting })}</p>
      ) : null}
    </>
  );
}
