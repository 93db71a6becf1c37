import type { Emulator, TestRealm } from './open-realm.ts';

/** Client for a company's accountant pages, without a browser. */
export interface Pages {
  /** Fetches `/app/{path}`; the path must contain a query string. */
  open(path: string): Promise<string>;
  /** Posts a form and returns the page it redirects to. */
  submit(action: string, fields: Record<string, string>): Promise<{ path: string; html: string }>;
}

export function pagesOf(emulator: Emulator, { realmId }: TestRealm): Pages {
  return {
    async open(path) {
      const page = await fetch(`${emulator.url}/app/${path}&companyId=${realmId}`);
      return page.text();
    },
    async submit(action, fields) {
      const form = new URLSearchParams({ companyId: realmId, ...fields });
      const url = `${emulator.url}/app/${action}`;
      const landed = await fetch(url, { method: 'POST', body: form });
      return { path: new URL(landed.url).pathname, html: await landed.text() };
    },
  };
}
