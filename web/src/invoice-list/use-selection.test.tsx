// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { ListRow } from './queries.ts';
import { useSelection } from './use-selection.ts';

afterEach(cleanup);

const row = (id: string, number = id): ListRow => ({ id, number }) as ListRow;

const open = (rows: ListRow[]) =>
  renderHook(({ shown }) => useSelection(shown), { initialProps: { shown: rows } });

describe('selecting rows of a list', () => {
  it('selects a row with the first click and deselects it with the second', () => {
    const { result } = open([row('1'), row('2')]);
    act(() => result.current.toggle(row('1')));
    expect(result.current.has(row('1'))).toBe(true);
    act(() => result.current.toggle(row('1')));
    expect(result.current.all).toEqual([]);
  });

  it('keeps selected rows while another search is shown, so several searches add up', () => {
    const { result, rerender } = open([row('1'), row('2')]);
    act(() => result.current.toggle(row('1')));
    rerender({ shown: [row('3')] });
    act(() => result.current.toggle(row('3')));
    expect(result.current.all.map(({ id }) => id)).toEqual(['1', '3']);
  });

  it('returns a selected row as it was read last', () => {
    const { result, rerender } = open([row('1', '1042')]);
    act(() => result.current.toggle(row('1', '1042')));
    rerender({ shown: [row('1', '1042-B')] });
    expect(result.current.all).toEqual([row('1', '1042-B')]);
  });

  it('selects all shown rows, and deselects only these when all of them are selected', () => {
    const { result, rerender } = open([row('1'), row('2')]);
    act(() => result.current.toggleShown());
    expect(result.current.allShown).toBe(true);
    rerender({ shown: [row('2'), row('3')] });
    expect(result.current.allShown).toBe(false);
    act(() => result.current.toggleShown());
    act(() => result.current.toggleShown());
    expect(result.current.all.map(({ id }) => id)).toEqual(['1']);
  });

  it('does not count an empty list as all selected', () => {
    expect(open([]).result.current.allShown).toBe(false);
  });

  it('keeps only the invoices whose linking failed', () => {
    const { result } = open([row('1'), row('2')]);
    act(() => result.current.toggleShown());
    act(() => result.current.keepOnly(['2']));
    expect(result.current.all.map(({ id }) => id)).toEqual(['2']);
  });
});
