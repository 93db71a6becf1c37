/**
 * Where this page stands, read once from the address that Pipedrive gave the iframe
 * (Pipedrive: Custom UI extensions, query parameters). Hints only: the server believes the token alone.
 */
export type Place = {
  /** Signed token of the first five minutes, or null outside an iframe of Pipedrive. */
  token: string | null;
  /** True when Pipedrive gave this iframe an identity, without which there is no SDK. */
  framed: boolean;
  theme: Theme;
  /** The deal in view; null elsewhere. In a modal the deal travels in `data`. */
  dealId: number | null;
  /** What the opener of a modal handed over. */
  data: Record<string, unknown>;
};

export type Theme = 'light' | 'dark';

const positive = (text: string | null): number | null => {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
};

const parsedData = (text: string | null): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
};

/** Reads a query string; `selectedIds` names the deal only on a deal's page. */
export const readPlace = (query: string): Place => {
  const params = new URLSearchParams(query);
  const onDeal = (params.get('resource') ?? 'deal') === 'deal';
  return {
    token: params.get('token'),
    framed: params.get('id') !== null,
    theme: params.get('theme') === 'dark' ? 'dark' : 'light',
    dealId: onDeal ? positive(params.get('selectedIds')) : null,
    data: parsedData(params.get('data')),
  };
};

/** The address without the token, so that it is neither copied nor sent on by mistake. */
export const withoutToken = (address: string): string => {
  const url = new URL(address);
  url.searchParams.delete('token');
  return url.pathname + url.search + url.hash;
};
