import { useQuery } from '@tanstack/react-query';
import { m } from '../messages/compiled/messages.js';
import { LoadedCard } from '../ui/layout/loaded-card.tsx';
import styles from './fields-card.module.css';
import { FieldsNotices } from './fields-notices.tsx';
import { type Shown, shownPipedriveFields } from './queries.ts';
import { RecordFacts } from './record-facts.tsx';

/** Which facts about invoices are written to fields of deals, organizations and persons. */
export function PipedriveFieldsCard() {
  const query = useQuery(shownPipedriveFields);
  return (
    <LoadedCard title={m.pipedrive_fields_title()} text={m.pipedrive_fields_text()} query={query}>
      {(shown) => <PipedriveFields shown={shown} />}
    </LoadedCard>
  );
}

function PipedriveFields({ shown }: { shown: Shown }) {
  const { records, writer, waiting } = shown;
  if (!writer) return <p>{m.pipedrive_fields_connect()}</p>;
  return (
    <>
      <FieldsNotices shown={shown} writer={writer} />
      <dl className={styles.rules}>
        <dt>{m.pipedrive_fields_seen_title()}</dt>
        <dd>{m.pipedrive_fields_seen()}</dd>
        <dt>{m.pipedrive_fields_writer_title()}</dt>
        <dd>
          {writer.isYou
            ? m.pipedrive_fields_writer_you()
            : m.pipedrive_fields_writer_other({ name: writer.name })}
        </dd>
      </dl>
      {writer.isYou ? null : <p>{m.pipedrive_fields_read_only({ name: writer.name })}</p>}
      {records.map((record) => (
        <RecordFacts key={record.of} record={record} isYours={writer.isYou} />
      ))}
      {waiting > 0 && writer.state === 'active' ? (
        <p className={styles.soft}>{m.pipedrive_fields_waiting({ count: waiting })}</p>
      ) : null}
    </>
  );
}
