/**
 * Where this page stands, read once from the address that Pipedrive gave the iframe
 * (Pipedrive: Custom UI extensions, query parameters). Hints only: the server believes the token alone.
 */
export type Where = {
  /** Signed token of the first five minutes, or null outside an iframe of Pipedrive. */
  token: string | null;
  /** True when Pipedrive gave this iframe an identity, without which there is no SDK. */
  framed: boolean;
  theme: Theme;
  /** Company and user as the address names them, for what is kept in the browser. */
  who: string;
  /** The deal, organization or person in view; null elsewhere. In a modal it travels in `data`. */
  at: PanelContext | null;
  /** What the opener of a modal handed over. */
  data: Record<string, unknown>;
};

export type Theme = 'light' | 'dark';

/** What a panel stands beside: a deal, or an organization or person with all their deals. */
export type PanelContext = { of: 'deal' | 'organization' | 'person'; id: number };

/** Where an invoice is reached from: a panel, or the company's own list. */
export type InvoiceContext = PanelContext | { of: 'company' };

const positive = (text: string): number | null => {
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

/** A place by the words it travels in, an address or the `data` of a modal; null when they name none. */
export const panelContextOf = (of: unknown, id: unknown): PanelContext | null => {
  const number = positive(String(id ?? ''));
  if (number === null) return null;
  return of === 'deal' || of === 'organization' || of === 'person' ? { of, id: number } : null;
};

/** Reads a query string; lists of several things are no place of ours. */
export const readContext = (query: string): Where => {
  const params = new URLSearchParams(query);
  return {
    token: params.get('token'),
    framed: params.get('id') !== null,
    who: `${params.get('companyId')}/${params.get('userId')}`,
    theme: params.get('theme') === 'dark' ? 'dark' : 'light',
    at: panelContextOf(params.get('resource') ?? 'deal', params.get('selectedIds')),
    data: parsedData(params.get('data')),
  };
};

/** The address without the token, so that it is neither copied nor sent on by mistake. */
export const withoutToken = (address: string): string => {
  const url = new URL(address);
  url.searchParams.delete('token');
  return url.pathname + url.search + url.hash;
};
