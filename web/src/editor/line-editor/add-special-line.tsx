import { useState } from 'react';
import { flushSync } from 'react-dom';
import { afterPaint } from '../../lib/after-paint.ts';
import { lazyComponent } from '../../lib/lazy-component.tsx';
import { m } from '../../messages/compiled/messages.js';
import { Menu } from '../../ui/controls/menu.tsx';
import { useEdited, useEditor } from '../editor-store.ts';
import type { LineActions } from './use-line-actions.ts';

const BundlesDialog = lazyComponent(() => import('../../items/bundles-dialog.tsx'));

/** A menu of lines that are needed less often: a text, a fee or, on a new invoice, a bundle. */
export function AddSpecialLine({ actions }: { actions: LineActions }) {
  const { context } = useEditor();
  const isNew = useEdited(({ discountsCanChange }) => discountsCanChange);
  const homeCurrency = useEdited(({ company }) => company.homeCurrency);
  const [isOpen, setOpen] = useState(false);
  const bundle = { key: 'bundle', label: m.editor_line_add_bundle(), run: () => setOpen(true) };
  const entries = [
    { key: 'text', label: m.editor_line_add_text(), run: actions.addText },
    { key: 'fee', label: m.editor_line_add_fee(), run: actions.addFee },
    ...(isNew ? [bundle] : []),
  ];
  return (
    <>
      <Menu
        label={m.editor_line_add_special()}
        entries={entries.map(({ run, ...entry }) => ({
          ...entry,
          runsAfterClose: true,
          // The menu gives the focus back to its button, and the new line takes it from there.
          run: () => void afterPaint().then(run),
        }))}
      />
      {isOpen ? (
        <BundlesDialog
          context={context}
          homeCurrency={homeCurrency}
          close={() => setOpen(false)}
          add={(row) => {
            // Before the new line takes the focus, which an open dialog would keep.
            flushSync(() => setOpen(false));
            actions.addBundle(row);
          }}
        />
      ) : null}
    </>
  );
}
