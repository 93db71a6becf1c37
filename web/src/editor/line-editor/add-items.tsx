import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { ItemsDialog } from '../../items/items-dialog.tsx';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { PlusIcon } from '../../ui/controls/icons.tsx';
import { useEdited, useEditor } from '../editor-store.ts';

/** Opens a dialog in which several items are marked, and adds a line for each. */
export function AddItems({ add }: { add: (items: ItemRow[]) => void }) {
  const { context } = useEditor();
  const homeCurrency = useEdited(({ company }) => company.homeCurrency);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <PlusIcon />
        {m.editor_items_add()}
      </Button>
      {isOpen ? (
        <ItemsDialog
          context={context}
          homeCurrency={homeCurrency}
          close={() => setOpen(false)}
          add={(items) => {
            // Before the new line takes the focus, which an open dialog would keep.
            flushSync(() => setOpen(false));
            add(items);
          }}
        />
      ) : null}
    </>
  );
}
