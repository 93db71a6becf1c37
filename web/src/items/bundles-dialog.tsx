import type { BundleRow } from '@dealbill/server/contract/items';
import { inputLimits } from '@dealbill/server/shared/checks/input-limits';
import { Big, parseDecimal, sum, zero } from '@dealbill/server/shared/money/money';
import { useEffect, useId, useRef, useState } from 'react';
import type { InvoiceContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { money, number } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { CrossIcon } from '../ui/controls/icons.tsx';
import { Field, Input } from '../ui/fields/field.tsx';
import { type Search, usePages } from '../ui/pickers/use-pages.ts';
import styles from './items-dialog.module.css';

type BundlesDialogProps = {
  context: InvoiceContext;
  /** Currency of the prices; null when unknown. */
  homeCurrency: string | null;
  /** The caller removes the dialog. */
  add: (bundle: BundleRow) => void;
  close: () => void;
};

const bundleSearch = (context: InvoiceContext): Search<BundleRow> => ({
  key: ['items', 'bundles', context],
  load: async (text, _page, signal) => {
    const { bundles } = await api.items.bundles({ context, text }, { signal });
    return { rows: bundles, more: false };
  },
});

/** Offers the bundles of QuickBooks with their items. */
export default function BundlesDialog({ context, homeCurrency, add, close }: BundlesDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [text, setText] = useState('');
  const { rows, busy, error, retry } = usePages(bundleSearch(context), text, true);

  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector('input')?.focus();
  }, []);

  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={title} onClose={close}>
      <div className={styles.content}>
        <header className={styles.header}>
          <h2 id={title}>{m.items_bundles_title()}</h2>
          <Button
            variant="quiet"
            square
            aria-label={m.items_dialog_close()}
            onClick={() => dialog.current?.close()}
          >
            <CrossIcon />
          </Button>
        </header>
        <Field label={m.items_bundles_search()}>
          {(control) => (
            <Input
              {...control}
              type="search"
              maxLength={inputLimits.search}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <ul
          className={styles.list}
          aria-label={m.items_bundles_title()}
          aria-busy={busy || undefined}
        >
          {rows.map((bundle) => (
            <li key={bundle.id} className={styles.bundle}>
              <BundleChoice bundle={bundle} currency={homeCurrency} />
              {bundle.unsellable.length === 0 ? (
                <Button
                  aria-label={m.items_bundles_add_named({ name: bundle.name })}
                  onClick={() => add(bundle)}
                >
                  {m.items_bundles_add()}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        <div role="status" className={styles.status}>
          {error ? (
            <>
              {messagesFor(asApiError(error).code).title}{' '}
              <Button onClick={() => void retry()}>{m.common_try_again()}</Button>
            </>
          ) : busy ? (
            m.common_picker_searching()
          ) : rows.length === 0 ? (
            m.items_bundles_none()
          ) : null}
        </div>
        <footer className={styles.footer}>
          <Button onClick={() => dialog.current?.close()}>{m.common_cancel()}</Button>
        </footer>
      </div>
    </dialog>
  );
}

/** Price of one bundle in the home currency. */
const priceOf = ({ parts }: BundleRow): string =>
  sum(
    parts.map(({ item, quantity }) =>
      new Big(item.unitPrice ?? 0).times(parseDecimal(quantity) ?? zero),
    ),
  ).toFixed(2);

function BundleChoice({ bundle, currency }: { bundle: BundleRow; currency: string | null }) {
  const { name, parts, unsellable } = bundle;
  return (
    <div className={styles.choice}>
      <p className={styles.bundleName}>
        <b>{name}</b>
        {currency ? <span className="figures">{money(priceOf(bundle), currency)}</span> : null}
      </p>
      <p className={styles.soft}>
        {parts
          .map(({ item, quantity }) =>
            m.editor_bundle_item({ quantity: number(quantity), name: item.name }),
          )
          .join(', ')}
      </p>
      {unsellable.length > 0 ? (
        <p className={styles.soft}>
          {m.items_bundles_unsellable({ names: unsellable.join(', ') })}
        </p>
      ) : null}
    </div>
  );
}
