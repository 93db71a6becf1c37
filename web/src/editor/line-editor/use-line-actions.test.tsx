// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleEditor } from '../../testing/sample-editor.ts';
import { emptyLine, emptyTextLine } from '../document.ts';
import { EditorContext, useEdited } from '../editor-store.ts';
import { type LineActions, useLineActions } from './use-line-actions.ts';

let actions: LineActions;

/** The lines as the form draws them: three controls each, found by their path. */
function Lines() {
  const lines = useLineActions(() => {});
  const typed = useEdited(({ document }) => document.lines);
  actions = lines.actions;
  return (
    <section data-path="lines" tabIndex={-1}>
      <output>{lines.said}</output>
      {typed.map(({ key, kind, description }, index) => (
        <div key={key} data-path={`lines.${index}`} tabIndex={-1}>
          {kind === 'text' ? null : (
            <>
              <input data-path={`lines.${index}.item`} />
              <input data-path={`lines.${index}.quantity`} />
            </>
          )}
          <input
            data-path={`lines.${index}.description`}
            aria-label={`Line ${index + 1}`}
            defaultValue={description}
          />
          <button type="button" data-path={`lines.${index}.remove`} />
        </div>
      ))}
    </section>
  );
}

const open = (...descriptions: string[]) => {
  const lines = descriptions.map((description, key) => ({
    ...emptyLine(String(key)),
    description,
  }));
  render(
    <EditorContext value={sampleEditor({ lines })}>
      <Lines />
    </EditorContext>,
  );
};
const focused = () => (document.activeElement as HTMLElement | null)?.dataset.path;
const focus = (path: string) =>
  document.querySelector<HTMLElement>(`[data-path="${path}"]`)?.focus();
const shown = () =>
  screen
    .queryAllByRole('textbox', { name: /Line/ })
    .map((one) => one as HTMLInputElement)
    .map(({ value }) => value);
const announced = () => screen.getByRole('status').textContent;

afterEach(cleanup);

describe('the lines of the form', () => {
  it('adds an empty line at the end, ready for choosing its item', () => {
    open('Desk');
    act(() => actions.add());
    expect(shown()).toEqual(['Desk', '']);
    expect(focused()).toBe('lines.1.item');
  });

  it('adds a line for each of several items, in the place of empty lines', () => {
    const item = (id: string, name: string) => ({
      ...{ id, name, sku: null, description: `About ${name}`, unitPrice: null },
      ...{ taxable: null, taxCodeId: null },
    });
    open('Desk', '');
    act(() => actions.addItems([item('1', 'Chair'), item('2', 'Lamp')]));
    expect(shown()).toEqual(['Desk', 'About Chair', 'About Lamp']);
    expect(focused()).toBe('lines.1.quantity');
    expect(announced()).toBe('2 lines added');
  });

  it('moves a line with the keyboard; the focus stays in the same field of that line', () => {
    open('Desk', 'Chair', 'Lamp');
    focus('lines.0.description');
    act(() => actions.moveBy(0, 1));
    expect(shown()).toEqual(['Chair', 'Desk', 'Lamp']);
    expect(focused()).toBe('lines.1.description');
    expect(announced()).toBe('Line moved to position 2 of 3');
  });

  it('puts the focus on a moved line when none of its fields has it', () => {
    open('Desk', 'Chair');
    act(() => actions.moveBy(1, -1));
    expect(shown()).toEqual(['Chair', 'Desk']);
    expect(focused()).toBe('lines.0');
  });

  it('does not move the first line up or the last line down', () => {
    open('Desk', 'Chair');
    act(() => actions.moveBy(0, -1));
    act(() => actions.moveBy(1, 1));
    expect(shown()).toEqual(['Desk', 'Chair']);
    expect(announced()).toBe('');
  });

  it('removes a line and puts the focus on the one that takes its position', () => {
    open('Desk', 'Chair', 'Lamp');
    act(() => actions.remove(1));
    expect(shown()).toEqual(['Desk', 'Lamp']);
    expect(focused()).toBe('lines.1.remove');
    expect(announced()).toBe('Line 2 removed');
  });

  it('puts the focus on the line before when the last line is removed, then on the section', () => {
    open('Desk', 'Chair');
    act(() => actions.remove(1));
    expect(focused()).toBe('lines.0.remove');
    act(() => actions.remove(0));
    expect(shown()).toEqual([]);
    expect(focused()).toBe('lines');
  });

  it('leads with Enter through one field of all lines, and to a new line after the last', () => {
    open('Desk', 'Chair');
    act(() => actions.onward(0, 'description'));
    expect(focused()).toBe('lines.1.description');
    act(() => actions.onward(1, 'description'));
    expect(shown()).toEqual(['Desk', 'Chair', '']);
    expect(focused()).toBe('lines.2.item');
  });

  it('leads with Enter past lines without the field, or to their first input', () => {
    const lines = [emptyLine('a'), emptyTextLine('b'), emptyLine('c'), emptyTextLine('d')];
    render(
      <EditorContext value={sampleEditor({ lines })}>
        <Lines />
      </EditorContext>,
    );
    act(() => actions.onward(0, 'quantity'));
    expect(focused()).toBe('lines.2.quantity');
    act(() => actions.onward(2, 'quantity'));
    expect(focused()).toBe('lines.3.description');
  });

  it('does not lead from an empty line to a second one', () => {
    open('Desk');
    act(() => actions.onward(0, 'description'));
    act(() => actions.onward(1, 'description'));
    expect(shown()).toEqual(['Desk', '']);
    expect(focused()).toBe('lines.1.item');
  });

  it('adds a line with Tab after the last field, and takes it back when it stays empty', () => {
    open('Desk');
    act(() => expect(actions.pastEnd(0)).toBe(true));
    expect(shown()).toEqual(['Desk', '']);
    expect(focused()).toBe('lines.1.item');
    act(() => expect(actions.pastEnd(1)).toBe(true));
    expect(shown()).toEqual(['Desk']);
    expect(focused()).toBe('lines');
  });

  it('leaves Tab to the browser before the last line, and on a line that was empty before', () => {
    open('Desk', '');
    expect(actions.pastEnd(0)).toBe(false);
    expect(actions.pastEnd(1)).toBe(false);
    expect(shown()).toEqual(['Desk', '']);
  });

  it('copies a line below it, ready for another quantity', () => {
    open('Desk', 'Lamp');
    act(() => actions.copy(0));
    expect(shown()).toEqual(['Desk', 'Desk', 'Lamp']);
    expect(focused()).toBe('lines.1.quantity');
    expect(announced()).toBe('Line 1 copied');
  });
});
