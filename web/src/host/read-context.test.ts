import { describe, expect, it } from 'vitest';
import { readContext, withoutToken } from './read-context.ts';

describe("reading the context from the iframe's URL", () => {
  it('finds the deal, the theme and the first token', () => {
    const panelContext = readContext(
      '?userId=11&companyId=7001&token=abc&id=x1&resource=deal&view=details&selectedIds=101&theme=dark',
    );
    expect(panelContext).toEqual({
      token: 'abc',
      framed: true,
      who: '7001/11',
      theme: 'dark',
      at: { of: 'deal', id: 101 },
      data: {},
    });
  });

  it('finds the person or organization in view', () => {
    expect(readContext('?id=x&resource=person&selectedIds=601').at).toEqual({
      of: 'person',
      id: 601,
    });
    expect(readContext('?id=x&resource=organization&selectedIds=51').at).toEqual({
      of: 'organization',
      id: 51,
    });
  });

  it('finds nothing in a list of deals or on an unsupported page', () => {
    expect(readContext('?id=x&resource=deal&selectedIds=101,102').at).toBeNull();
    expect(readContext('?id=x&resource=lead&selectedIds=7').at).toBeNull();
    expect(readContext('?id=x').at).toBeNull();
  });

  it('finds the data that the opener of a modal passed', () => {
    const data = encodeURIComponent(JSON.stringify({ show: 'form', dealId: '101' }));
    expect(readContext(`?id=x&data=${data}`).data).toEqual({ show: 'form', dealId: '101' });
  });

  it('ignores data that is no object', () => {
    expect(readContext('?id=x&data=%7Bbroken').data).toEqual({});
    expect(readContext('?id=x&data=null').data).toEqual({});
  });

  it('is outside Pipedrive without an id', () => {
    expect(readContext('?token=abc').framed).toBe(false);
  });
});

it('removes the token and keeps the parameters the SDK needs', () => {
  expect(withoutToken('https://app.example/panel?id=x&token=secret&theme=dark#a')).toBe(
    '/panel?id=x&theme=dark#a',
  );
});
