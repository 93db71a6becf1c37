import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { closeModal } from '../../host/dialogs.ts';
import type { ModalView } from '../../host/modal-view.ts';
import type { InvoiceContext } from '../../host/read-context.ts';
import { saveAs } from '../../lib/save-as.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button, ButtonLink } from '../../ui/controls/button.tsx';
import { DownloadIcon, ExternalIcon, PaperPlaneIcon } from '../../ui/controls/icons.tsx';
import { Menu } from '../../ui/controls/menu.tsx';
import { actionsOf } from '../invoice-actions.tsx';
import { fileName } from '../pdf-file.ts';
import type { VoidOrDelete } from '../pending-actions.ts';
import { FactsSkeleton, InvoiceFacts } from './invoice-facts.tsx';
import styles from './invoice-view.module.css';

type InvoiceHeaderProps = {
  page: InvoicePage | undefined;
  context: InvoiceContext;
  pdf: Blob | undefined;
  back: (() => void) | undefined;
  show: (view: ModalView) => void;
  pendingAction: VoidOrDelete | null;
};

/** Number and total of the invoice, and its actions. */
export function InvoiceHeader(props: InvoiceHeaderProps) {
  const { page, context, pdf, back, show, pendingAction } = props;
  const invoice = page?.invoice;
  const number = invoice?.number ?? '';
  // An invoice that was already sent is sent again from the menu.
  const unsent = invoice?.delivery === 'not_sent' || invoice?.delivery === 'bounced';
  const toSend = unsent && invoice.can.includes('send');
  const without = ['download', 'open', ...(toSend ? ['send'] : [])];
  const gone = back ?? (() => void closeModal());
  const entries = invoice
    ? actionsOf(invoice, context, show, { without, pendingAction, gone })
    : [];
  const exists = invoice?.status !== 'deleted';
  return (
    <header className={styles.header}>
      {page ? <InvoiceFacts page={page} pendingAction={pendingAction} /> : <FactsSkeleton />}
      <div className={styles.buttons}>
        {back ? <Button onClick={back}>{m.invoices_back()}</Button> : null}
        {toSend ? (
          <Button
            variant="primary"
            onClick={() => show({ show: 'send', context, invoiceId: invoice.id })}
          >
            <PaperPlaneIcon />
            {m.invoices_send()}
          </Button>
        ) : null}
        {exists ? (
          <Button
            variant={invoice && !toSend ? 'primary' : 'secondary'}
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

/** Reserves the room of the buttons that depend on the invoice. */
function ButtonsSkeleton() {
  return (
    <>
      <span className={styles.button} />
      <span className={styles.button} />
    </>
  );
}
