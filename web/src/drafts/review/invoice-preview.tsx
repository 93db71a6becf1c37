import type { CompanyProfile } from '@dealbill/server/shared/contract/company-profile';
import type { DraftContent, DraftLine } from '@dealbill/server/shared/contract/draft-content';
import {
  type InvoiceFieldName,
  listFieldNames,
  textFieldNames,
} from '@dealbill/server/shared/contract/invoice-fields';
import { termToSend } from '@dealbill/server/shared/dates/fitting-term';
import { type InvoiceTotals, invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { sentDescription } from '@dealbill/server/shared/money/line-discount-text';
import type { LineTotals } from '@dealbill/server/shared/money/line-totals';
import { Big, decimals, parseDecimal } from '@dealbill/server/shared/money/money';
import { soldLines } from '@dealbill/server/shared/money/sold-lines';
import { taxAddressOf } from '@dealbill/server/shared/tax/tax-address';
import { taxRulesOf } from '@dealbill/server/shared/tax/tax-rules';
import { amount, money, number, plainDate } from '../../lib/format.ts';
import { invoiceFieldLabel, labelInCompany } from '../../lib/invoice-field-names.ts';
import { m } from '../../messages/compiled/messages.js';
import { isNumberedByQuickbooks } from './added-by-quickbooks.ts';
import styles from './invoice-preview.module.css';

type InvoicePreviewProps = { content: DraftContent; profile: CompanyProfile };

/** The invoice as it will be created, in the form of an invoice. */
export function InvoicePreview({ content, profile }: InvoicePreviewProps) {
  const totals = invoiceTotals(content, profile);
  return (
    <article className={styles.paper} aria-label={m.drafts_review_preview()}>
      <header className={styles.head}>
        <p className={styles.company}>{profile.companyName}</p>
        <h2 className={styles.kind}>{m.drafts_review_invoice()}</h2>
      </header>
      <div className={styles.parties}>
        <Address title={m.drafts_review_bill_to()} {...billed(content)} />
        <ShipTo content={content} profile={profile} />
        <Facts content={content} profile={profile} />
      </div>
      <Lines content={content} profile={profile} totals={totals} />
      <Totals content={content} totals={totals} />
      {content.details.message.trim() === '' ? null : (
        <p className={styles.message}>{content.details.message}</p>
      )}
    </article>
  );
}

const rowsOf = (text: string): string[] => text.split('\n').filter((row) => row.trim() !== '');

/** The customer's name, unless *To* says it. */
const billed = ({ customer }: DraftContent) => {
  const { choice, to, address } = customer;
  const name = choice.kind === 'none' ? '' : choice.name;
  const rows = [...rowsOf(to), ...rowsOf(address)];
  return { name, rows: rows[0] === name ? rows.slice(1) : rows };
};

function Address({ title, name, rows }: { title: string; name?: string; rows: string[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <address className={styles.address}>
        {name ? <strong>{name}</strong> : null}
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a text have no other identity.
          <span key={at}>{row}</span>
        ))}
      </address>
    </div>
  );
}

/** The address for automated sales tax, which is printed as the shipping address. */
function ShipTo({ content, profile }: InvoicePreviewProps) {
  const address = taxAddressOf(content, profile);
  if (!address?.address || address.from === 'left') return null;
  return <Address title={m.drafts_review_ship_to()} rows={rowsOf(address.address)} />;
}

const numberOf = ({ details }: DraftContent, profile: CompanyProfile): string => {
  if (isNumberedByQuickbooks(details, profile)) return m.drafts_review_number_by_quickbooks();
  return details.number.trim() || m.drafts_no_number();
};

/** A date with its year. */
const printedDate = (date: string): string => plainDate(date, '');

function Facts({ content, profile }: InvoicePreviewProps) {
  const { issueDate } = content.details;
  const { termId, dueDate } = termToSend(content.details, profile);
  const term = profile.terms.find(({ id }) => id === termId)?.name;
  return (
    <dl className={`${styles.facts} figures`}>
      <Fact name={m.editor_number()} value={numberOf(content, profile)} />
      <Fact name={m.editor_issue_date()} value={printedDate(issueDate)} />
      <Fact name={m.editor_term()} value={term ?? m.drafts_review_by_quickbooks()} />
      <Fact
        name={m.editor_due_date()}
        value={dueDate ? printedDate(dueDate) : m.drafts_review_by_quickbooks()}
      />
      {furtherFacts(content, profile).map(([name, value]) => (
        <Fact key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

/** The further fields that are filled in; the class is at the lines where each line has one. */
const furtherFacts = (
  { fields = {} }: DraftContent,
  { invoiceFields }: CompanyProfile,
): [string, string][] => {
  const labelOf = (name: InvoiceFieldName) =>
    invoiceFieldLabel(name, labelInCompany(name, invoiceFields));
  return [
    ...textFieldNames.map((name): [string, string] => {
      const text = fields[name]?.trim() ?? '';
      return [labelOf(name), name === 'shipDate' && text ? printedDate(text) : text];
    }),
    ...listFieldNames
      .filter((name) => name !== 'class' || invoiceFields?.classes !== 'per_line')
      .map((name): [string, string] => [labelOf(name), fields[name]?.name ?? '']),
  ].filter(([, text]) => text !== '');
};

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

type LinesProps = InvoicePreviewProps & { totals: InvoiceTotals };

function Lines({ content, profile, totals }: LinesProps) {
  const classes = profile.invoiceFields?.classes === 'per_line';
  const hasCodes = taxRulesOf(profile).codes === 'per_line' && content.details.taxMode !== 'none';
  return (
    <table className={`${styles.lines} figures`}>
      <thead>
        <tr>
          <th scope="col">{m.editor_line_item()}</th>
          <th scope="col">{m.editor_line_quantity()}</th>
          <th scope="col">{m.editor_line_price()}</th>
          {hasCodes ? <th scope="col">{m.editor_line_tax()}</th> : null}
          <th scope="col">{m.editor_line_amount()}</th>
        </tr>
      </thead>
      <tbody>
        {content.lines.map((line, at) => (
          <Line
            key={line.key}
            line={line}
            totals={totals.lines[at]}
            currency={content.details.currency}
            codes={hasCodes ? profile.taxCodes : null}
            usualClass={classes ? (content.fields?.class?.name ?? '') : null}
          />
        ))}
      </tbody>
    </table>
  );
}

type LineProps = {
  line: DraftLine;
  totals: LineTotals | undefined;
  currency: string;
  /** Null when lines have no tax code. */
  codes: CompanyProfile['taxCodes'] | null;
  /** Class of the lines without their own; null where lines have none. */
  usualClass: string | null;
  /** True for an item of the bundle above it. */
  isPart?: boolean;
};

function Line(props: LineProps) {
  const { line, totals, currency, codes, usualClass, isPart } = props;
  if (line.kind === 'text') {
    return (
      <tr>
        <th scope="row" colSpan={codes === null ? 4 : 5}>
          <span className={styles.text}>{line.description}</span>
        </th>
      </tr>
    );
  }
  if (line.bundle) return <BundleRows {...props} />;
  const code = codes?.find(({ id }) => id === line.taxCodeId)?.name ?? '';
  const description = sentDescription(line, currency);
  const quantity = parseDecimal(line.quantity)?.toFixed() ?? '';
  return (
    <tr className={isPart ? styles.part : undefined}>
      <th scope="row">
        {line.item?.name}
        {line.item?.id === null ? (
          <span className={styles.text}>{m.drafts_review_new_item()}</span>
        ) : null}
        {line.serviceDate ? (
          <span className={styles.text}>
            {m.drafts_review_service_date({ date: printedDate(line.serviceDate) })}
          </span>
        ) : null}
        {isPart ? null : <ClassOfLine line={line} usualClass={usualClass} />}
        {description.trim() === '' ? null : <span className={styles.text}>{description}</span>}
      </th>
      <td>{number(quantity)}</td>
      <td>{priceOf(totals, quantity, currency)}</td>
      {codes === null ? null : <td>{code}</td>}
      <td>{amount(totals?.inclusiveAmount ?? totals?.amount ?? '0', currency)}</td>
    </tr>
  );
}

/** The class of a line, else that of the lines without their own. */
function ClassOfLine({ line, usualClass }: Pick<LineProps, 'line' | 'usualClass'>) {
  const name = line.class?.name ?? usualClass;
  if (usualClass === null || !name) return null;
  return <span className={styles.text}>{m.drafts_review_class({ name })}</span>;
}

/** A bundle above its items. */
function BundleRows({ line, totals, currency, codes, usualClass }: LineProps) {
  const { bundle, description, quantity } = line;
  return (
    <>
      <tr>
        <th scope="row">
          {bundle?.name}
          <ClassOfLine line={line} usualClass={usualClass} />
          {description.trim() === '' ? null : <span className={styles.text}>{description}</span>}
        </th>
        <td>{number(parseDecimal(quantity)?.toFixed() ?? '')}</td>
        <td />
        {codes === null ? null : <td />}
        <td>{amount(totals?.inclusiveAmount ?? totals?.amount ?? '0', currency)}</td>
      </tr>
      {soldLines(line).map((part, at) => (
        <Line
          key={part.key}
          line={part}
          totals={totals?.parts?.[at]}
          currency={currency}
          codes={codes}
          usualClass={usualClass}
          isPart
        />
      ))}
    </>
  );
}

/** The price after the line's discount; with tax where prices include it, rounded to the cent. */
const priceOf = (totals: LineTotals | undefined, quantity: string, currency: string): string => {
  const { inclusiveAmount = null, netUnitPrice = null } = totals ?? {};
  if (inclusiveAmount !== null && Number(quantity) !== 0) {
    return amount(new Big(inclusiveAmount).div(quantity).toFixed(2), currency);
  }
  const price = netUnitPrice ?? '0';
  return decimals(new Big(price)) > 2 ? number(price) : amount(price, currency);
};

function Totals({ content, totals }: { content: DraftContent; totals: InvoiceTotals }) {
  const { currency } = content.details;
  const inCurrency = (decimal: string) => amount(decimal, currency);
  return (
    <dl className={`${styles.totals} figures`}>
      <Fact name={m.editor_totals_subtotal()} value={inCurrency(totals.subtotal)} />
      {content.discount.kind === 'none' ? null : (
        <Fact name={m.editor_totals_discount()} value={inCurrency(`-${totals.discount}`)} />
      )}
      {Number(totals.shipping) === 0 ? null : (
        <Fact name={m.editor_shipping()} value={inCurrency(totals.shipping)} />
      )}
      {totals.tax === null ? (
        <Fact name={m.editor_totals_tax()} value={m.editor_totals_tax_unknown()} />
      ) : null}
      {totals.taxRows.map((row) => (
        <Fact
          key={`${row.name} ${row.percent}`}
          name={m.editor_totals_tax_row({ name: row.name, base: inCurrency(row.base) })}
          value={inCurrency(row.tax)}
        />
      ))}
      <div className={styles.total}>
        <dt>
          {totals.tax === null ? m.editor_totals_total_before_tax() : m.editor_totals_total()}
        </dt>
        <dd>{money(totals.total, currency)}</dd>
      </div>
    </dl>
  );
}
