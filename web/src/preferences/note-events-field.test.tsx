// @vitest-environment happy-dom
import { noteEvents } from '@dealbill/server/contract/preferences';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { NoteEventsField } from './note-events-field.tsx';

afterEach(cleanup);

const open = (differs: Partial<Parameters<typeof NoteEventsField>[0]>) =>
  render(
    <NoteEventsField
      events={[...noteEvents]}
      set={() => {}}
      detail="number"
      examples={[{ event: 'paid', number: 'Invoice 1042 paid', amount: '' }]}
      isColleague={false}
      {...differs}
    />,
  );

describe('the examples of notes', () => {
  it('name the invoice they are about, and say what is made up', () => {
    open({});
    screen.getByText(/^The examples use your last linked invoice/);
    screen.getByText('Example: Invoice 1042 paid');
  });

  it('say what to do when there is no invoice yet', () => {
    open({ examples: null });
    screen.getByText('Create an invoice to see an example of each note.');
  });

  it('are not announced to a colleague, who may not see them', () => {
    open({ examples: null, isColleague: true });
    expect(screen.queryByText(/example/i)).toBeNull();
  });
});
