import { beforeEach, expect, it, vi } from 'vitest';
import { askForFirstPage, takeFirstPage, unfiltered } from './first-page.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: () => Promise.resolve('token'),
  forgetToken: () => {},
}));

const fetched = vi.fn<typeof fetch>();
const here = { of: 'deal', id: 7 } as const;

beforeEach(() => {
  fetched.mockReset();
  fetched.mockResolvedValue(new Response('{"count":3}'));
  vi.stubGlobal('fetch', fetched);
  void takeFirstPage(here, unfiltered);
});

it('is requested once and used by the list of that context', async () => {
  askForFirstPage(here);
  const { statuses, text, period } = unfiltered;
  expect(await takeFirstPage({ id: 7, of: 'deal' }, { statuses, text, period })).toEqual({
    count: 3,
  });
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(takeFirstPage(here, unfiltered)).toBeNull();
});

it('is not used for another context, nor for a list with filters', () => {
  askForFirstPage(here);
  expect(takeFirstPage({ of: 'person', id: 7 }, unfiltered)).toBeNull();
  expect(takeFirstPage({ of: 'company' }, unfiltered)).toBeNull();
  expect(takeFirstPage(here, { ...unfiltered, text: '10' })).toBeNull();
  expect(takeFirstPage(here, { ...unfiltered, period: { kind: 'all' } })).toBeNull();
  expect(takeFirstPage(here, unfiltered)).not.toBeNull();
});
