import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { dayOf } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Field } from '../ui/fields/field.tsx';
import { ItemPicker } from './item-picker.tsx';
import styles from './items-card.module.css';
import { allLinkPages, type ItemLink } from './queries.ts';

/** Path of the button that forgets a product's item, with which `focusField` finds it. */
export const removePath = (productId: number): string => `items.links.${productId}.remove`;

type ItemLinkRowProps = {
  link: ItemLink;
  homeCurrency: string | null;
  /** Called with what happened. */
  changed: (message: string) => void;
  /** Called with what happened before the row disappears. */
  removed: (message: string) => void;
};

/** A product and the item it is linked to. */
export function ItemLinkRow({ link, homeCurrency, changed, removed }: ItemLinkRowProps) {
  const { productId, item } = link;
  const product = link.productName ?? m.items_link_unnamed({ id: String(productId) });
  const queryClient = useQueryClient();
  const reread = () => queryClient.invalidateQueries(allLinkPages);
  const changing = useMutation({
    mutationFn: ({ id }: ItemRow) => api.items.changeLink({ productId, itemId: id }),
    onSuccess: (_, { name }) => changed(m.items_link_changed({ product, item: name })),
    onSettled: reread,
  });
  const removing = useMutation({
    mutationFn: () => api.items.removeLink({ productId }),
    onSuccess: () => removed(m.items_link_removed({ product })),
    onSettled: reread,
  });
  const failed = changing.error ?? removing.error;
  // Shown at once; the list is read again meanwhile.
  const shown = changing.isPending ? changing.variables : item;
  return (
    <li className={styles.link}>
      <div className={styles.product}>
        <p className={styles.name}>{product}</p>
        <p className={styles.soft}>{linkedText(link)}</p>
      </div>
      <Field
        label={m.items_link_of({ product })}
        hideLabel
        className={styles.item}
        error={
          failed
            ? failureOf(failed)
            : changing.isPending || item.usable
              ? undefined
              : m.items_link_gone()
        }
      >
        {(control) => (
          <ItemPicker
            control={control}
            context={company}
            value={shown}
            isRequired
            onPick={(picked) => picked && picked.id !== item.id && changing.mutate(picked)}
            homeCurrency={homeCurrency}
            path={`items.links.${productId}`}
          />
        )}
      </Field>
      <Button
        aria-label={m.items_link_remove_of({ product })}
        data-path={removePath(productId)}
        busy={removing.isPending}
        onClick={() => removing.mutate()}
      >
        {m.items_link_remove()}
      </Button>
    </li>
  );
}

const company = { of: 'company' } as const;

const linkedText = ({ linkedBy, linkedAt }: ItemLink): string =>
  linkedBy
    ? m.items_link_by({ name: linkedBy, day: dayOf(linkedAt) })
    : m.items_link_on({ day: dayOf(linkedAt) });

const failureOf = (error: Error): string => {
  const { code, details } = asApiError(error);
  return m.items_not_saved({ reason: messagesFor(code, details).title });
};
