import { Combobox } from '@base-ui/react/combobox';
import type { Ref } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { ChevronIcon, CrossIcon } from '../controls/icons.tsx';
import type { ControlProps } from '../fields/field.tsx';
import styles from './picker.module.css';

type PickerInputProps = {
  control: ControlProps;
  placeholder?: string;
  clearable?: boolean;
  inputRef?: Ref<HTMLInputElement>;
};

/** The text field of a picker, with its buttons. */
export function PickerInput({ control, placeholder, clearable, inputRef }: PickerInputProps) {
  return (
    <Combobox.InputGroup className={styles.group}>
      <Combobox.Input
        {...control}
        // An open list makes Base UI hide everything else from screen readers, including the label;
        // naming it here keeps it announced.
        aria-labelledby={`${control.id}-label`}
        ref={inputRef}
        // Selects the current name, so that typing replaces it. A press would set the caret
        // instead, which is only wanted while the list is open.
        onFocus={({ currentTarget }) => currentTarget.select()}
        onMouseDown={(event) => {
          const input = event.currentTarget;
          if (input.getAttribute('aria-expanded') === 'true') return;
          event.preventDefault();
          input.focus();
          input.select();
        }}
        placeholder={placeholder}
        className={styles.input}
      />
      {clearable ? (
        <Combobox.Clear className={styles.button} aria-label={m.common_picker_clear()}>
          <CrossIcon />
        </Combobox.Clear>
      ) : null}
      <Combobox.Trigger className={styles.button} aria-label={m.common_picker_open()}>
        <ChevronIcon />
      </Combobox.Trigger>
    </Combobox.InputGroup>
  );
}
