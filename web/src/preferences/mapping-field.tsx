import type { FieldSource } from '@dealbill/server/contract/preferences';
import type { ReactNode } from 'react';
import { m } from '../messages/compiled/messages.js';
import { Field } from '../ui/fields/field.tsx';
import { GroupedPicker } from '../ui/pickers/grouped-picker.tsx';
import { kindNames } from './field-names.ts';
import { type FieldOption, grouped, keyOf, optionOf } from './mapping.ts';
import styles from './mapping-field.module.css';

type MappingFieldProps = {
  label: string;
  help?: ReactNode;
  source: FieldSource | null;
  fields: FieldOption[];
  pick: (source: FieldSource | null) => void;
};

const labelOf = ({ of, name }: FieldOption): string =>
  m.preferences_field({ of: kindNames[of](), name });

/** Selects the source of one invoice field. */
export function MappingField({ label, help, source, fields, pick }: MappingFieldProps) {
  const value = optionOf(fields, source);
  return (
    <Field label={label} help={help} error={source && !value ? m.preferences_missing() : undefined}>
      {(control) => (
        <GroupedPicker
          control={control}
          value={value}
          onPick={(option) => pick(option && { of: option.of, field: option.field })}
          groups={grouped(fields, (of) => kindNames[of]())}
          keyOf={keyOf}
          labelOf={labelOf}
          placeholder={m.preferences_pick()}
          clearable
        >
          {(option) => (
            <span className={styles.option}>
              <span>{option.name}</span>
              {option.custom ? (
                <span className={styles.custom}>{m.preferences_custom()}</span>
              ) : null}
            </span>
          )}
        </GroupedPicker>
      )}
    </Field>
  );
}
