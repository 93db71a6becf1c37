import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import type { ListRow } from '../queries.ts';
import { counted } from '../sums/counted.ts';

type LinkButtonsProps = {
  toLink: ListRow[];
  toUnlink: ListRow[];
  busy: boolean;
  act: (kind: 'link' | 'unlink', rows: ListRow[]) => void;
};

/** Links and unlinks the selected rows; each button shows its number of invoices. */
export function LinkButtons({ toLink, toUnlink, busy, act }: LinkButtonsProps) {
  return (
    <>
      {toLink.length > 0 ? (
        <Button variant="primary" busy={busy} onClick={() => act('link', toLink)}>
          {m.invoice_list_link_ticked(counted(toLink.length))}
        </Button>
      ) : null}
      {toUnlink.length > 0 ? (
        <Button busy={busy} onClick={() => act('unlink', toUnlink)}>
          {m.invoice_list_unlink_ticked(counted(toUnlink.length))}
        </Button>
      ) : null}
    </>
  );
}
