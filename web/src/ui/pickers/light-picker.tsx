import { type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import { m } from '../../messages/compiled/messages.js';
import { ChevronIcon, CrossIcon } from '../controls/icons.tsx';
import type { ControlProps } from '../fields/field.tsx';
import styles from './picker.module.css';

type LightPickerProps = {
  control: ControlProps & { 'data-path'?: string };
  /** Label of the chosen row; empty for none. */
  text: string;
  placeholder?: string;
  /** Removes the chosen row; null while there is none to remove. */
  clear: (() => void) | null;
  /** Renders the picker; its input must call `ref`. */
  children: (ref: (input: HTMLInputElement | null) => void) => ReactNode;
};

/**
 * A picker that is a plain input of the same look, role and name until the user points at it or
 * focuses it. Mounting a hundred pickers takes most of the time in which a long form opens.
 */
export function LightPicker({ control, text, placeholder, clear, children }: LightPickerProps) {
  const [stage, setStage] = useState<'light' | 'pointed' | 'focused'>('light');
  // The focused input is replaced, so the focus moves on to the picker's input.
  const [takeFocus] = useState(() => (input: HTMLInputElement | null) => input?.focus());
  if (stage !== 'light') return children(stage === 'focused' ? takeFocus : noRef);
  return (
    <div
      className={styles.group}
      // At once, so that the press that follows reaches the picker.
      onPointerOver={() => flushSync(() => setStage('pointed'))}
    >
      <input
        {...control}
        type="text"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded="false"
        aria-haspopup="listbox"
        aria-labelledby={`${control.id}-label`}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        className={styles.input}
        value={text}
        // Typing starts after the focus, and then in the picker.
        onChange={() => {}}
        onFocus={() => setStage('focused')}
      />
      {/* Pressed without a pointer only, by a screen reader. */}
      {clear ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles.button}
          aria-label={m.common_picker_clear()}
          onClick={clear}
        >
          <CrossIcon />
        </button>
      ) : null}
      <button
        type="button"
        tabIndex={-1}
        className={styles.button}
        aria-label={m.common_picker_open()}
        onClick={() => setStage('focused')}
      >
        <ChevronIcon />
      </button>
    </div>
  );
}

const noRef = (): void => {};
