import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type {
  InvoiceFieldName,
  StoredFields,
} from '@dealbill/server/shared/contract/invoice-fields';
import { plainDate } from '../../lib/format.ts';
import { invoiceFieldLabel, labelInCompany } from '../../lib/invoice-field-names.ts';
import { m } from '../../messages/compiled/messages.js';
import { Section } from '../../ui/layout/section.tsx';
import { InvoiceDelivery } from './invoice-delivery.tsx';
import styles from './invoice-details.module.css';
import { InvoiceHistory } from './invoice-history.tsx';
import { InvoiceLines } from './invoice-lines.tsx';
import { PaymentsInOrder } from './payments-in-order.tsx';

/** Details of an invoice beside its PDF: status, payments, deals and history. */
export function InvoiceDetails({ page }: { page: InvoicePage }) {
  return (
    <div className={styles.details}>
      <Section quiet title={m.invoices_lines()}>
        <InvoiceLines page={page} />
      </Section>
      <Section quiet title={m.invoices_payments()}>
        <PaymentsInOrder page={page} today={page.today} />
      </Section>
      <Texts page={page} />
      <FurtherFields page={page} />
      <Section quiet title={m.invoices_delivery()}>
        <InvoiceDelivery page={page} />
      </Section>
      <Section quiet title={m.invoices_belongs_to()}>
        <BelongsTo page={page} />
      </Section>
      <Section quiet title={m.invoices_history()}>
        <InvoiceHistory page={page} />
      </Section>
    </div>
  );
}

function Texts({ page: { message, memo } }: { page: InvoicePage }) {
  if (!message && !memo) return null;
  return (
    <Section quiet title={m.invoices_texts()}>
      {message ? <p className={styles.text}>{message}</p> : null}
      {memo ? <p className={`${styles.text} ${styles.soft}`}>{m.invoices_memo({ memo })}</p> : null}
    </Section>
  );
}

/** Custom fields, shipping, class and location, as far as the invoice has them. */
function FurtherFields({ page: { fields, invoiceFields, today } }: { page: InvoicePage }) {
  const labelOf = (name: InvoiceFieldName) =>
    invoiceFieldLabel(name, labelInCompany(name, invoiceFields ?? undefined));
  const rows = fields ? rowsOf(fields, labelOf, today) : [];
  if (rows.length === 0) return null;
  return (
    <Section quiet title={m.invoices_further_fields()}>
      <dl className={styles.facts}>
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt className={styles.soft}>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

const rowsOf = (
  fields: StoredFields,
  labelOf: (name: InvoiceFieldName) => string,
  today: string,
): [string, string][] => {
  const { custom, shipDate, trackingNumber, shippingMethod, location } = fields;
  const rows: [string, string][] = [
    ...custom.map(({ field, label, text }): [string, string] => [
      label || (field ? labelOf(field) : m.invoices_custom_field()),
      text,
    ]),
    [labelOf('shipDate'), shipDate && plainDate(shipDate, today)],
    [labelOf('trackingNumber'), trackingNumber],
    [labelOf('shippingMethod'), shippingMethod],
    [labelOf('class'), fields.class?.name ?? ''],
    [labelOf('location'), location?.name ?? ''],
  ];
  return rows.filter(([, text]) => text !== '');
};

const partyLabels = { organization: m.invoices_organization, person: m.invoices_person };

const partyNumbers = {
  organization: m.invoices_organization_by_number,
  person: m.invoices_person_by_number,
};

/** A deal that Pipedrive no longer returns may also be hidden from this user. */
const deletedText = (title: string, id: number): string =>
  title ? m.invoices_deal_deleted({ title }) : m.invoices_deal_gone({ id });

/** Deals, organizations and persons; one whose name Pipedrive did not return is shown by its number. */
function BelongsTo({ page: { linkedDeals, parties } }: { page: InvoicePage }) {
  return (
    <>
      {linkedDeals.length === 0 ? <p className={styles.soft}>{m.invoices_no_deals()}</p> : null}
      <ul>
        {linkedDeals.map(({ id, title, url }) => (
          <Belonging key={id} label={m.invoices_deal()} url={url}>
            {url === null ? deletedText(title, id) : title || m.invoices_deal_by_number({ id })}
          </Belonging>
        ))}
        {parties.map(({ of, id, name, url }) => (
          <Belonging key={`${of} ${id}`} label={partyLabels[of]()} url={url}>
            {name || partyNumbers[of]({ id })}
          </Belonging>
        ))}
      </ul>
    </>
  );
}

type BelongingProps = { label: string; url: string | null; children: string };

function Belonging({ label, url, children }: BelongingProps) {
  return (
    <li>
      <span className={styles.soft}>{label}</span>{' '}
      {url === null ? (
        children
      ) : (
        <a href={url} target="_top" rel="noreferrer">
          {children}
        </a>
      )}
    </li>
  );
}
