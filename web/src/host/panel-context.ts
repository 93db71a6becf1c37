import { readContext, type Where, withoutToken } from './read-context.ts';

/** Where this page stands. Its token leaves the address bar, where it would be copied or sent on. */
export const panelContext: Where = readContext(location.search);

if (panelContext.token !== null)
  history.replaceState(history.state, '', withoutToken(location.href));
