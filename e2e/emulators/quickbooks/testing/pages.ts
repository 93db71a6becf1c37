import type { Emulator, TestRealm } from './open-realm.ts';

/** The accountant's pages of a company, without a browser. */
export interface Pages {
  /** The page at `/app/{path}`, whose path has a query already. */
  open(path: string): Promise<string>;
  /** Sends one of the forms and gives the page one lands on. */
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
