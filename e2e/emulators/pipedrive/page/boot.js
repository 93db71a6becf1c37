import { contactPage } from './contact-page.js';
import { dealPage } from './deal-page.js';
import { setLocale } from './format.js';
import { listPage } from './list-page.js';
import { marketplacePage } from './marketplace-page.js';
import { currentData } from './server-calls.js';
import { settingsPage } from './settings-page.js';
import { shell } from './shell.js';

/**
 * Each page returns its element and optionally `update`, called with new data after a change, which
 * must not replace the app's frames.
 */
const pages = {
  deal: dealPage,
  contact: contactPage,
  list: listPage,
  marketplace: marketplacePage,
  settings: settingsPage,
};

const data = JSON.parse(document.getElementById('page-data').textContent);
setLocale(data.viewer.locale);
const shown = pages[data.page](data);
const frame = shell(data, shown.element);
document.getElementById('root').replaceChildren(frame.element);
shown.shown?.();
follow();

/** Redraws the page 250 ms after the last of several changes on the server. */
function follow() {
  const news = new EventSource(`/host/news?companyId=${data.viewer.companyId}`);
  let waiting = null;
  const drawable = ({ budget, ...rest }) => JSON.stringify(rest);
  let drawn = drawable(data);
  const redraw = async () => {
    // Offline: the page is redrawn when the event source reconnects.
    const fresh = await currentData(data.viewer.id).catch(() => null);
    if (!fresh?.page) return;
    frame.showBudget(fresh.budget);
    // Unchanged content is not redrawn, so that hover and focus are preserved.
    if (drawable(fresh) === drawn) return;
    drawn = drawable(fresh);
    shown.update?.(fresh);
  };
  news.addEventListener('budget', (event) => frame.showBudget(JSON.parse(event.data)));
  const redrawSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(redraw, 250);
  };
  news.addEventListener('changed', redrawSoon);
  news.addEventListener('error', () => news.addEventListener('open', redrawSoon, { once: true }));
}
