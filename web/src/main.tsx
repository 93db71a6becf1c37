import './ui/theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, fetchPage } from './app.tsx';
import { panelContext } from './host/panel-context.ts';
import { panelContextOf } from './host/read-context.ts';
import { greetHost } from './host/sdk.ts';
import { followTheme } from './host/theme.ts';
import { askForFirstPage } from './invoice-list/first-page.ts';
import { askForInvoices } from './invoices/queries.ts';
import { prepareFormats } from './lib/format.ts';

const path = location.pathname;

// Sends the first request with the token from the URL, in parallel with the SDK's initialization.
const { token, at, data, framed } = panelContext;
const list = path === '/modal' && data.show === 'all' ? panelContextOf(data.of, data.id) : null;
if (token && at && path === '/panel') askForInvoices(at);
if (token && list) askForFirstPage(list);
const page = fetchPage(path);
if (framed) greetHost().catch(() => {});
followTheme();
// Runs after the request was sent.
if (path === '/panel' || list) setTimeout(prepareFormats);

const draw = () => {
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <App path={path} />
    </StrictMode>,
  );
};
// If the code does not load, the page itself shows the error.
if (page) page.then(draw, draw);
else draw();
