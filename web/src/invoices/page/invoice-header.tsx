import { closeModal } from '../../host/dialogs.ts';
import type { ModalView } from '../../host/modal-view.ts';
import type { InvoicePlace } from '../../host/read-place.ts';
import { saveAs } from '../../lib/save-as.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DownloadIcon, ExternalIcon, PaperPlaneIcon } from '../../ui/icons.tsx';
import { Menu } from '../../ui/menu.tsx';
import { m } from '../../words/compiled/messages.js';
import { actionsOf } from '../invoice-actions.tsx';
import { fileName } from '../pdf-file.ts';
import type { TakingBack } from '../under-way.ts';
import type { InvoicePage } from './invoice-details.tsx';
import { FactsSkeleton, InvoiceFacts } from './invoice-facts.tsx';
import styles from './invoice-view.module.css';

type InvoiceHeaderProps = {
  page: InvoicePage | undefined;
  place: InvoicePlace;
  pdf: Blob | undefined;
  back: (() => void) | undefined;
  show: (view: ModalView) => void;
  underWay: TakingBack | null;
};

/** What the invoice comes to, and what can be done with it. */
export function InvoiceHeader(props: InvoiceHeaderProps) {
  const { page, place, pdf, back, show, underWay } = props;
  const invoice = page?.invoice;
  const number = invoice?.number ?? '';
  // One that has gone out already is sent again from the menu.
  const unsent = invoice?.delivery === 'not_sent' || invoice?.delivery === 'bounced';
  const toSend = unsent && invoice.can.includes('send');
  const without = ['download', 'open', ...(toSend ? ['send'] : [])];
  const gone = back ?? (() => void closeModal());
  const entries = invoice ? actionsOf(invoice, place, show, { without, underWay, gone }) : [];
  const exists = invoice?.status !== 'deleted';
  return (
    <header className={styles.header}>
      {page ? <InvoiceFacts page={page} underWay={underWay} /> : <FactsSkeleton />}
      <div className={styles.buttons}>
        {back ? <Button onClick={back}>{m.invoices_back()}</Button> : null}
        {toSend ? (
          <Button
            look="primary"
            onClick={() => show({ show: 'send', place, invoiceId: invoice.id })}
          >
            <PaperPlaneIcon />
            {m.invoices_send()}
          </Button>
        ) : null}
        {exists ? (
          <Button
            look={invoice && !toSend ? 'primary' : 'secondary'}
            disabled={!pdf}
            onClick={() => pdf && saveAs(pdf, fileName(number))}
          >
            <DownloadIcon />
            {m.invoices_download()}
          </Button>
        ) : null}
        {invoice ? null : <ButtonsSkeleton />}
        {invoice && exists ? (
          <ButtonLink href={invoice.openUrl} target="_blank" rel="noreferrer">
            {m.invoices_open_in_quickbooks()}
            <ExternalIcon />
            <span className="unseen">{m.common_opens_new_tab()}</span>
          </ButtonLink>
        ) : null}
        {entries.length > 0 ? (
          <Menu
            label={m.invoices_row_menu({ number: number || m.invoices_without_number() })}
            entries={entries}
          />
        ) : null}
      </div>
    </header>
  );
}

/** The room of the buttons that depend on the invoice. */
function ButtonsSkeleton() {
  return (
    <>
      <span className={styles.button} />
      <span className={styles.button} />
    </>
  );
}
