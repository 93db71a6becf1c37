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
import { NewItemSettings } from './new-item-settings.tsx';
import { type Current, newItemOptions, shownItemSettings } from './queries.ts';

type Policy = Current['unknownProducts'];
type Change = Parameters<typeof api.items.changeSettings>[0];

const choices: [Policy, () => string][] = [
  ['ask', m.items_unknown_ask],
  ['default_item', m.items_unknown_default],
  ['create_item', m.items_unknown_create],
];

/** What a form does with products that have no item; saved at once. */
export function UnknownProducts({ current }: { current: Current }) {
  const { item, account, newItemsTaxable, asksTaxable, owner } = current;
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState<Policy | null>(null);
  const saving = useMutation({
    scope: { id: 'item-settings' },
    mutationFn: (changed: Change) => api.items.changeSettings(changed),
    onSettled: async () => {
      await queryClient.invalidateQueries(shownItemSettings);
      await queryClient.invalidateQueries(newItemOptions);
      setChosen(null);
    },
  });
  const policy = chosen ?? current.unknownProducts;
  const choose = (next: Policy) => {
    setChosen(next);
    if (next === 'ask') saving.mutate({ unknownProducts: 'ask' });
    else if (next === 'default_item' && item?.usable)
      saving.mutate({ unknownProducts: 'default_item', itemId: item.id });
    else if (
      next === 'create_item' &&
      account?.usable &&
      (newItemsTaxable !== null || !asksTaxable)
    )
      saving.mutate({
        unknownProducts: 'create_item',
        accountId: account.id,
        taxable: newItemsTaxable,
      });
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
              onPick={(picked) =>
                picked && saving.mutate({ unknownProducts: 'default_item', itemId: picked.id })
              }
              homeCurrency={current.homeCurrency}
              path="items.default"
            />
          )}
        </Field>
      ) : null}
      {policy === 'create_item' && owner.isYou ? (
        <NewItemSettings
          current={current}
          save={(saved) => saving.mutate({ unknownProducts: 'create_item', ...saved })}
        />
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
