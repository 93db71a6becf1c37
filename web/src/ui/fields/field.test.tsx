// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Field, Input } from './field.tsx';

afterEach(cleanup);

const shown = (differs: { error?: string; steady?: boolean }) => {
  render(
    <Field label="Name" help="As in QuickBooks" {...differs}>
      {(control) => <Input {...control} />}
    </Field>,
  );
  const described = screen.getByRole('textbox').getAttribute('aria-describedby') ?? '';
  return described.split(' ').map((id) => document.getElementById(id)?.textContent);
};

describe('a steady field', () => {
  it('shows its help, and an error in the place of it', () => {
    expect(shown({ steady: true })).toEqual(['As in QuickBooks']);
    cleanup();
    expect(shown({ steady: true, error: 'Enter a name' })).toEqual(['Enter a name']);
    expect(screen.queryByText('As in QuickBooks')).toBeNull();
  });
});

describe('another field', () => {
  it('shows both', () => {
    expect(shown({ error: 'Enter a name' })).toEqual(['As in QuickBooks', 'Enter a name']);
  });
});
