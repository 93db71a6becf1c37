import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Field, Select } from '../ui/fields/field.tsx';
import styles from './fact-row.module.css';
import { exampleText, factTexts, failureText, problemTexts, recordTexts } from './fact-texts.ts';
import { type ShownFact, type ShownRecord, shownPipedriveFields } from './queries.ts';

type FactRowProps = {
  of: ShownRecord['of'];
  fact: ShownFact;
  /** Whether there is a record for examples. */
  hasExample: boolean;
};

/** Value of the option that creates a field; field codes are never empty. */
const create = '';

/** One fact: its switch, an example, and the field it is written to. */
export function FactRow({ of, fact, hasExample }: FactRowProps) {
  const help = useId();
  const { name, enabled, problem } = fact;
  const { label, help: helpText } = factTexts[name];
  const { isOn, code, setCode, choose, isPending, savedText, failure } = useChoice(of, fact);
  return (
    <li className={styles.row}>
      <div className={styles.fact}>
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={isOn}
            aria-busy={isPending || undefined}
            aria-describedby={help}
            onChange={() => choose(enabled ? 'off' : code)}
          />
          <span className={styles.label}>{label()}</span>
        </label>
        <p id={help} className={styles.help}>
          {helpText()}
          {hasExample ? (
            <span className={styles.example}>{exampleText(of, fact.example)}</span>
          ) : null}
        </p>
      </div>
      <div className={styles.field}>
        <Field
          label={m.pipedrive_fields_choose({ name: label() })}
          hideLabel
          error={failure ?? (problem ? problemTexts[problem]() : undefined)}
        >
          {(control) => (
            <Select
              {...control}
              value={code}
              onChange={({ target }) => {
                setCode(target.value);
                if (enabled) choose(target.value);
              }}
            >
              <option value={create}>{m.pipedrive_fields_new({ name: fact.newField })}</option>
              {fact.candidates.map((field) => (
                <option key={field.code} value={field.code}>
                  {field.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {enabled && problem ? (
          <Button busy={isPending} onClick={() => choose(code)}>
            {m.pipedrive_fields_fix()}
          </Button>
        ) : null}
        {isPending || savedText ? (
          <p role="status" className={styles.state}>
            {isPending ? m.pipedrive_fields_saving() : savedText}
          </p>
        ) : null}
      </div>
    </li>
  );
}

/** The selected field, and the action that switches the fact on with it, or off. */
const useChoice = (of: ShownRecord['of'], { name, enabled, field, candidates }: ShownFact) => {
  const queryClient = useQueryClient();
  const known = candidates.some(({ code }) => code === field?.code) ? field?.code : undefined;
  const [picked, setPicked] = useState<string | null>(null);
  const mutationKey = [...shownPipedriveFields.queryKey, of, name];
  const saving = useMutation({
    mutationKey,
    mutationFn: (code: string) =>
      api['pipedrive-fields'].choose({
        of,
        name,
        choice:
          code === 'off'
            ? { kind: 'off' }
            : code === create
              ? { kind: 'create' }
              : { kind: 'use', code },
      }),
    onSuccess: () => setPicked(null),
    onSettled: () => queryClient.invalidateQueries({ queryKey: shownPipedriveFields.queryKey }),
  });
  const savedText = saving.isSuccess
    ? saving.variables === 'off'
      ? m.pipedrive_fields_off()
      : recordTexts[of].switchedOn({ count: saving.data.count })
    : null;
  return {
    /** While saving, what it will be. */
    isOn: saving.isPending ? saving.variables !== 'off' : enabled,
    code: picked ?? known ?? create,
    setCode: setPicked,
    choose: (code: string) => {
      // Not isPending: that is of the last rendering, which a double click may precede.
      if (queryClient.isMutating({ mutationKey }) === 0) saving.mutate(code);
    },
    isPending: saving.isPending,
    savedText,
    failure: saving.isError ? failureText(asApiError(saving.error)) : undefined,
  };
};
