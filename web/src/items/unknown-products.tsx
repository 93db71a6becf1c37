import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { ChoiceGroup } from '../ui/fields/choice-group.tsx';
import { Field } from '../ui/fields/field.tsx';
import { ItemPicker } from './item-picker.tsx';
import styles from './items-card.module.css';
import { type Current, shownItemSettings } from './queries.ts';

type Policy = Current['unknownProducts'];

const choices: [Policy, () => string][] = [
  ['ask', m.items_unknown_ask],
  ['default_item', m.items_unknown_default],
];

/** What a form does with products that have no item; saved at once. */
export function UnknownProducts({ current }: { current: Current }) {
  const { item, owner } = current;
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<Policy | null>(null);
  const saving = useMutation({
    scope: { id: 'item-settings' },
    mutationFn: (picked: { id: string } | null) =>
      api.items.changeSettings(
        picked
          ? { unknownProducts: 'default_item', itemId: picked.id }
          : { unknownProducts: 'ask' },
      ),
    onSettled: async () => {
      await queryClient.invalidateQueries(shownItemSettings);
      setChosen(null);
    },
  });
  const policy = chosen ?? current.unknownProducts;
  const choose = (next: Policy) => {
    setChosen(next);
    if (next === 'ask') saving.mutate(null);
    else if (item?.usable) saving.mutate(item);
  };
  return (
    <fieldset disabled={!owner.isYou} className={styles.part}>
      <legend className="unseen">{m.items_unknown()}</legend>
      <ChoiceGroup label={m.items_unknown()} choices={choices} chosen={policy} choose={choose} />
      {policy === 'default_item' && owner.isYou ? (
        <Field
          className={styles.default}
          label={m.items_default()}
          help={m.items_default_help()}
          error={defaultError(item)}
        >
          {(control) => (
            <ItemPicker
              control={control}
              context={company}
              value={item}
              isRequired
              onPick={(picked) => picked && saving.mutate(picked)}
              homeCurrency={current.homeCurrency}
              path="items.default"
            />
          )}
        </Field>
      ) : null}
      {owner.isYou ? (
        <p role="status" className={styles.soft}>
          {saving.isPending ? m.items_saving() : saving.isSuccess ? m.items_saved() : null}
        </p>
      ) : null}
      {saving.error ? <Notice kind="error" title={failureOf(saving.error)} /> : null}
    </fieldset>
  );
}

const company = { of: 'company' } as const;

const defaultError = (item: Current['item']): string | undefined => {
  if (item === null) return m.items_default_missing();
  return item.usable ? undefined : m.items_default_gone();
};

const failureOf = (error: Error): string => {
  const { code, details } = asApiError(error);
  return m.items_not_saved({ reason: messagesFor(code, details).title });
};
