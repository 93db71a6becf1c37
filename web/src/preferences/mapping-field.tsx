import type { FieldSource, MappedField } from '@dealbill/server/contract/preferences';
import { m } from '../messages/compiled/messages.js';
import { Field } from '../ui/fields/field.tsx';
import { GroupedPicker } from '../ui/pickers/grouped-picker.tsx';
import { kindNames, mappedNames } from './field-names.ts';
import { type FieldOption, grouped, keyOf, optionOf } from './mapping.ts';
import styles from './mapping-field.module.css';

type MappingFieldProps = {
  field: MappedField;
  source: FieldSource | null;
  fields: FieldOption[];
  pick: (source: FieldSource | null) => void;
};

const help: Partial<Record<MappedField, () => string>> = {
  to: m.preferences_to_help,
  taxId: m.preferences_tax_id_help,
};

const labelOf = ({ of, name }: FieldOption): string =>
  m.preferences_field({ of: kindNames[of](), name });

/** Selects the source of one invoice field. */
export function MappingField({ field, source, fields, pick }: MappingFieldProps) {
  const value = optionOf(fields, source);
  return (
    <Field
      label={mappedNames[field]()}
      help={help[field]?.()}
      error={source && !value ? m.preferences_missing() : undefined}
    >
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
