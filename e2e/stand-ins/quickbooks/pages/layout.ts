import type { Company } from '../books/company.ts';
import type { World } from '../world.ts';
import { listedCompanies } from './current-company.ts';
import { style } from './style.ts';

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A whole HTML document around ready-made body markup. */
export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>${body}</body></html>`;
}

export interface Said {
  notice?: string;
  problem?: string;
}

/** A page of the accountant's web application, with the company one is signed in to on top. */
export function accountantPage(
  world: World,
  company: Company,
  content: { title: string; body: string; said: Said },
): string {
  const { notice, problem } = content.said;
  const options = [...new Set([...listedCompanies(world), company])].map(
    (one) =>
      `<option value="${one.id}"${one === company ? ' selected' : ''}>${escapeHtml(one.name)}</option>`,
  );
  return page(
    `${content.title} - ${company.name}`,
    `<header><strong>Books</strong><a href="/app/invoices?companyId=${company.id}">Invoices</a>
<form method="post" action="/app/company"><label>Company <select name="companyId">${options.join('')}</select></label> <button class="quiet">Switch</button></form></header>
<main>${notice ? `<p role="status">${escapeHtml(notice)}</p>` : ''}${problem ? `<p role="alert">${escapeHtml(problem)}</p>` : ''}
<h1>${escapeHtml(content.title)}</h1>${content.body}</main>`,
  );
}

/** Term and description pairs; empty descriptions are left out. The values are ready-made markup. */
export function facts(rows: [string, string | undefined][]): string {
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  return `<dl>${shown.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`;
}
