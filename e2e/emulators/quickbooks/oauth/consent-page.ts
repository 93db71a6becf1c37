import type { Company } from '../company/realm.ts';
import { listedCompanies } from '../pages/current-company.ts';
import { escapeHtml, page } from '../pages/layout.ts';
import type { World } from '../world.ts';
import type { AuthorizeRequest } from './authorize-request.ts';

/**
 * The page where an admin selects a company and grants or denies access. The company that the browser
 * used last is selected.
 */
export function consentPage(world: World, params: AuthorizeRequest, current?: Company): string {
  const hidden = Object.entries(params).map(
    ([key, value]) => `<input type="hidden" name="${key}" value="${escapeHtml(value)}">`,
  );
  const companies = listedCompanies(world);
  const selected = companies.find((company) => company === current) ?? companies[0];
  const choices = companies.map(
    (company) =>
      `<label class="choice"><input type="radio" name="realmId" value="${company.id}"${company === selected ? ' checked' : ''}> ${escapeHtml(company.name)} <small>${company.country}, ${company.currency}</small></label>`,
  );
  const site = escapeHtml(new URL(params.redirect_uri).host);
  return page(
    'Connect an app to QuickBooks',
    `<main class="consent"><h1>Connect this app to QuickBooks</h1>
<p>The app at <strong>${site}</strong> asks to see and change your QuickBooks company's accounting data: customers, items, invoices and payments.</p>
<form method="post" action="/connect/oauth2">${hidden.join('')}
<fieldset><legend>Company</legend>${choices.join('')}</fieldset>
<p class="actions"><button name="decision" value="cancel" class="quiet">No thanks</button>
<button name="decision" value="connect">Connect</button></p></form>
<p><small>You are signed in as the office accountant. You can disconnect the app at any time.</small></p></main>`,
  );
}

export function refusalPage(problem: string): string {
  return page(
    'Something is wrong with this connection',
    `<main class="consent"><h1>Sorry, but this app did not connect</h1><p role="alert">${escapeHtml(problem)}</p></main>`,
  );
}
