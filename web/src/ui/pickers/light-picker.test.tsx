// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Field } from '../fields/field.tsx';
import { LightPicker } from './light-picker.tsx';

afterEach(cleanup);

const open = () => {
  const clear = vi.fn();
  render(
    <Field label="Product">
      {(control) => (
        <LightPicker control={control} text="Oak desk" clear={clear}>
          {(ref) => <input ref={ref} aria-label="Picker" />}
        </LightPicker>
      )}
    </Field>,
  );
  return { clear, light: () => screen.getByRole('combobox', { name: 'Product' }) };
};

describe('a picker that nobody has used yet', () => {
  it('shows the chosen row in a closed combobox', () => {
    const { light } = open();
    expect(light()).toHaveProperty('value', 'Oak desk');
    expect(light().getAttribute('aria-expanded')).toBe('false');
  });

  it('becomes the picker when it is focused, which takes the focus', () => {
    const { light } = open();
    act(() => light().focus());
    expect(document.activeElement).toBe(screen.getByLabelText('Picker'));
  });

  it('becomes the picker when it is pointed at, without taking the focus', () => {
    fireEvent.pointerOver(open().light());
    expect(screen.getByLabelText('Picker')).not.toBe(document.activeElement);
  });

  it('is cleared and opened by presses without a pointer', () => {
    const { clear } = open();
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(clear).toHaveBeenCalledOnce();
    fireEvent.click(screen.getByRole('button', { name: 'Show options' }));
    expect(document.activeElement).toBe(screen.getByLabelText('Picker'));
  });
});
