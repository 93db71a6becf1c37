// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { sampleEditor } from '../../testing/sample-editor.ts';
import { EditorContext } from '../editor-store.ts';
import { ShippingField } from './shipping-field.tsx';

afterEach(cleanup);

it('keeps the chosen tax code while the amount is deleted and typed again', () => {
  const shipping = { amount: '9', taxCodeId: '20' };
  const editor = sampleEditor({ shipping }, { shipping: true });
  render(
    <EditorContext value={editor}>
      <ShippingField />
    </EditorContext>,
  );
  const type = (value: string) =>
    fireEvent.change(screen.getByRole('textbox'), { target: { value } });
  type('');
  expect(editor.state.getState().document.shipping).toBeUndefined();
  type('12');
  expect(editor.state.getState().document.shipping).toEqual({ amount: '12', taxCodeId: '20' });
});
