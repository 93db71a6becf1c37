import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, fetchPage } from './app.tsx';
import { place } from './host/place.ts';
import { greetHost } from './host/sdk.ts';
import { followTheme } from './host/theme.ts';
import { askForInvoices } from './invoices/queries.ts';
import { prepareFormats } from './lib/format.ts';

const path = location.pathname;

// The first question goes out with the token from the address, beside the greeting of the host.
if (path === '/panel' && place.token && place.at) askForInvoices(place.at);
if (place.framed) greetHost().catch(() => {});
followTheme();
if (path === '/panel') prepareFormats();

const draw = () => {
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <App path={path} />
    </StrictMode>,
  );
};
const page = fetchPage(path);
// What cannot be fetched is told by the page.
if (page) page.then(draw, draw);
else draw();
