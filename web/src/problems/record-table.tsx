import type { ModalView } from '../host/modal-view.ts';
import { fullInstant } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { CheckIcon, ClockIcon, WarningIcon } from '../ui/controls/icons.tsx';
import { DealLink } from './deal-link.tsx';
import { faultText } from './fault-texts.ts';
import { operationName } from './operation-texts.ts';
import styles from './problems.module.css';
import type { SyncRecord } from './queries.ts';
import { partyText } from './record-names.ts';

const reads: Record<string, () => string> = {
  create: m.problems_read_create,
  refresh: m.problems_read_refresh,
  action: m.problems_read_action,
  list: m.problems_read_list,
  event: m.problems_read_event,
  feed: m.problems_read_feed,
};

const whatOf = ({ kind, what }: SyncRecord): string => {
  if (kind === 'read') return (reads[what] ?? m.problems_read_other)();
  return kind === 'fields' ? m.problems_fields_written() : operationName(what);
};

const directions: Record<SyncRecord['direction'], () => string> = {
  from_quickbooks: m.problems_direction_from_quickbooks,
  to_quickbooks: m.problems_direction_to_quickbooks,
  to_pipedrive: m.problems_direction_to_pipedrive,
};

/** Why a record failed: the vendor's message, or words for the code. */
const failureOf = ({ said, code }: SyncRecord): string => {
  const reason = said || (code && faultText(code));
  return reason ? m.problems_failed_because({ reason }) : m.problems_state_failed();
};

type RecordTableProps = { rows: SyncRecord[]; show: (view: ModalView) => void };

/** Sync records, the latest first. */
export function RecordTable({ rows, show }: RecordTableProps) {
  return (
    <table className={styles.table} aria-label={m.problems_records_list()}>
      <thead>
        <tr>
          <th scope="col">{m.problems_column_when()}</th>
          <th scope="col">{m.problems_column_what()}</th>
          <th scope="col">{m.problems_column_about()}</th>
          <th scope="col">{m.problems_column_direction()}</th>
          <th scope="col">{m.problems_column_result()}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <time dateTime={row.at}>{fullInstant(row.at)}</time>
            </td>
            <td>{whatOf(row)}</td>
            <td>
              <About row={row} show={show} />
            </td>
            <td>{directions[row.direction]()}</td>
            <td>
              <Result row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function About({
  row: { invoice, deal, party },
  show,
}: { row: SyncRecord } & Omit<RecordTableProps, 'rows'>) {
  return (
    <span className={styles.about}>
      {invoice ? (
        <button
          type="button"
          className={styles.link}
          onClick={() =>
            show({ show: 'invoice', context: { of: 'company' }, invoiceId: invoice.id })
          }
        >
          {invoice.number || m.invoices_without_number()}
        </button>
      ) : null}
      {invoice?.customer ? <span className={styles.soft}>{invoice.customer}</span> : null}
      {deal ? <DealLink deal={deal} /> : null}
      {party ? (
        <a href={party.url} target="_top" rel="noreferrer">
          {partyText(party)}
        </a>
      ) : null}
    </span>
  );
}

function Result({ row }: { row: SyncRecord }) {
  if (row.state === 'failed') {
    return (
      <span className={styles.failed}>
        <WarningIcon />
        <span>{failureOf(row)}</span>
      </span>
    );
  }
  const isDone = row.state === 'done';
  return (
    <span className={isDone ? styles.done : styles.open}>
      {isDone ? <CheckIcon /> : <ClockIcon />}
      <span>{isDone ? m.problems_state_done() : m.problems_state_open()}</span>
    </span>
  );
}
