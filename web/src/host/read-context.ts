/**
 * Context of this page, read once from the URL Pipedrive gives the iframe. Only hints: the server
 * trusts the token alone.
 * https://pipedrive.readme.io/docs/custom-ui-extensions
 */
export type Where = {
  /** Signed token for the first five minutes, or null outside a Pipedrive iframe. */
  token: string | null;
  /** True when Pipedrive gave this iframe an id, which the SDK needs. */
  framed: boolean;
  theme: Theme;
  /** Company and user from the URL, as a key for browser storage. */
  who: string;
  /** The deal, organization or person in view, else null. In a modal it travels in `data`. */
  at: PanelContext | null;
  /** Data that the opener of a modal passed. */
  data: Record<string, unknown>;
};

export type Theme = 'light' | 'dark';

/** What a panel shows: a deal, or an organization or person with all their deals. */
export type PanelContext = { of: 'deal' | 'organization' | 'person'; id: number };

/** Where an invoice was opened from: a panel, or the list of the whole company. */
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

/** Parses a context from a URL or the `data` of a modal; null when it names none. */
export const panelContextOf = (of: unknown, id: unknown): PanelContext | null => {
  const number = positive(String(id ?? ''));
  if (number === null) return null;
  return of === 'deal' || of === 'organization' || of === 'person' ? { of, id: number } : null;
};

/** Reads a query string. Lists of several deals have no context. */
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

/** The URL without the token, so that it is not copied or shared by mistake. */
export const withoutToken = (address: string): string => {
  const url = new URL(address);
  url.searchParams.delete('token');
  return url.pathname + url.search + url.hash;
};
