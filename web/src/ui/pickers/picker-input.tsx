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
        // While the list is open Base UI hides everything else, the label too; named so, it is still read.
        aria-labelledby={`${control.id}-label`}
        ref={inputRef}
        // What is typed next replaces the name that stands there. A press would set the caret instead; it does
        // so only while the list is open.
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
