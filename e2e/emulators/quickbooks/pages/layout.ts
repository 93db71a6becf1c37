import type { Company } from '../company/realm.ts';
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

/** Wraps body markup in an HTML document. */
export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head><body>${body}</body></html>`;
}

export interface Said {
  notice?: string;
  problem?: string;
}

/** A page of the accountant's web UI, with the company selector in its header. */
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

/** Definition list without the empty values; values are HTML. */
export function facts(rows: [string, string | undefined][]): string {
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  return `<dl>${shown.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`;
}

/** Hidden fields for the company and the entries of a form. */
export function hidden(company: Company, values: Record<string, string>): string {
  return Object.entries({ companyId: company.id, ...values })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');
}

/** A form with a single button. */
export function buttonForm(
  company: Company,
  to: { action: string; values: Record<string, string> },
  label: string,
  look: 'danger' | 'quiet' = 'danger',
): string {
  return `<form method="post" action="/app/${to.action}">${hidden(company, to.values)}<button class="${look}">${escapeHtml(label)}</button></form>`;
}

/** Link to another page of the company; `path` is the part after `/app/`. */
export function link(company: Company, path: string, text: string): string {
  return `<a href="/app/${path}&companyId=${company.id}">${escapeHtml(text)}</a>`;
}

/** Table of HTML cells; a column name with the prefix `>` marks amounts. */
export function table(columns: string[], rows: string[][]): string {
  const amount = columns.map((name) => (name.startsWith('>') ? ' class="amount"' : ''));
  const head = columns.map((name, index) => `<th${amount[index]}>${name.replace('>', '')}</th>`);
  const body = rows.map(
    (cells) =>
      `<tr>${cells.map((cell, index) => `<td${amount[index]}>${cell}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}
