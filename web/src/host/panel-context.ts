import { readContext, type Where, withoutToken } from './read-context.ts';

/**
 * Context of this page. The token is removed from the address bar, where it would be copied or
 * shared.
 */
export const panelContext: Where = readContext(location.search);

if (panelContext.token !== null)
  history.replaceState(history.state, '', withoutToken(location.href));
