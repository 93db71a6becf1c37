import { flushSync } from 'react-dom';
import { CreateItemDialog } from '../../items/create-item-dialog.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useEdited, useEditor } from '../editor-store.ts';

/** The dialog that creates the item of a line at once, while it is open. */
export function NewItem() {
  const { context, dispatch } = useEditor();
  const creation = useEdited(({ itemCreation }) => itemCreation);
  const taxCodeId = useEdited(
    ({ document, itemCreation }) => document.lines[itemCreation?.index ?? -1]?.taxCodeId ?? null,
  );
  if (!creation) return null;
  const { index, name } = creation;
  return (
    <CreateItemDialog
      context={context}
      name={name}
      taxCodeId={taxCodeId}
      done={(item) => {
        // Before the line takes the focus, which an open dialog would keep.
        flushSync(() => {
          dispatch({ type: 'item_creation_closed' });
          dispatch({ type: 'item_available', index, row: item });
        });
        focusField(`lines.${index}.item`);
      }}
      close={() => {
        flushSync(() => dispatch({ type: 'item_creation_closed' }));
        focusField(`lines.${index}.item`);
      }}
    />
  );
}
