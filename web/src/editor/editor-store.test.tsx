// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react';
import { Profiler } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleEditor } from '../testing/sample-editor.ts';
import { emptyLine } from './document.ts';
import { EditorContext, useChecked, useEdited } from './editor-store.ts';

afterEach(cleanup);

const lines = ['a', 'b'].map((key) => ({ ...emptyLine(key), unitPrice: '10', taxCodeId: '20' }));

function Line({ index }: { index: number }) {
  return <p>{useEdited(({ document }) => document.lines[index]?.quantity)}</p>;
}

function Total() {
  return <output>{useChecked(({ totals }) => totals.total)}</output>;
}

describe('an open document', () => {
  it('renders the line that is typed into, and no other', () => {
    const editor = sampleEditor({ lines });
    const rendered: string[] = [];
    render(
      <EditorContext value={editor}>
        {[0, 1].map((index) => (
          <Profiler key={index} id={`line ${index}`} onRender={(id) => rendered.push(id)}>
            <Line index={index} />
          </Profiler>
        ))}
      </EditorContext>,
    );
    rendered.length = 0;
    act(() => editor.dispatch({ type: 'text_typed', path: 'lines.1.quantity', text: '3' }));
    expect(rendered).toEqual(['line 1']);
  });

  it('computes totals and problems after the typed character is on the screen', async () => {
    const editor = sampleEditor({ lines });
    const { container, findByText } = render(
      <EditorContext value={editor}>
        <Line index={0} />
        <Total />
      </EditorContext>,
    );
    act(() => editor.dispatch({ type: 'text_typed', path: 'lines.0.quantity', text: '3' }));
    expect(container.textContent).toBe('324.00');
    await findByText('48.00');
    expect(editor.checkNow().problems.map(({ path }) => path)).toContain('lines.0.item');
  });

  it('shows the problems of fields that were left, then of all', () => {
    const editor = sampleEditor({ lines });
    const shown = () => [...editor.checked.getState().sentences.keys()];
    expect(shown()).toEqual([]);
    editor.dispatch({ type: 'field_left', path: 'lines.0.item' });
    expect(shown()).toEqual(['lines.0.item', 'lines.0', 'lines']);
    editor.dispatch({ type: 'all_shown' });
    expect(shown()).toContain('customer.choice');
  });

  it('marks what the server rejected until that field changes', () => {
    const editor = sampleEditor({ lines });
    const problems = () => editor.checkNow().problems.map(({ problem }) => problem);
    const error = { path: 'content.details.number', problem: 'number_taken' } as const;
    editor.dispatch({ type: 'refused', errors: [error] });
    expect(problems()).toContain('number_taken');
    editor.dispatch({ type: 'text_typed', path: 'details.number', text: '1044' });
    expect(problems()).not.toContain('number_taken');
  });
});
