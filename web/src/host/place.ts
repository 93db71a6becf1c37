import { readPlace, type Where, withoutToken } from './read-place.ts';

/** Where this page stands. Its token leaves the address bar, where it would be copied or sent on. */
export const place: Where = readPlace(location.search);

if (place.token !== null) history.replaceState(history.state, '', withoutToken(location.href));
