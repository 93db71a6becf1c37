import { panelContext } from './panel-context.ts';
import { Command, greetHost } from './sdk.ts';

/** Tokens live five minutes; one minute is left for the way and for clocks that differ. */
const usableMs = 4 * 60_000;

type Kept = { token: string; until: number };

let kept: Kept | null = panelContext.token
  ? { token: panelContext.token, until: performance.now() + usableMs }
  : null;
let asking: Promise<string> | null = null;

const ask = async (): Promise<string> => {
  const sdk = await greetHost();
  const { token } = await sdk.execute(Command.GET_SIGNED_TOKEN);
  kept = { token, until: performance.now() + usableMs };
  return token;
};

/**
 * The token that goes with every call: first the one from the address, so that nothing waits for the
 * host; later one from the host, kept for four minutes.
 */
export const signedToken = (): Promise<string> => {
  if (kept && performance.now() < kept.until) return Promise.resolve(kept.token);
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
};

/** Forgets this token, so that the next call asks the host for another one. */
export const forgetToken = (token: string): void => {
  if (kept?.token === token) kept = null;
};
