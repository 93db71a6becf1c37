import { panelContext } from './panel-context.ts';
import { Command, greetHost } from './sdk.ts';

/**
 * A token is valid for five minutes; one minute is reserved for network delay and clock
 * differences.
 */
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
 * Token of API calls: at first the one from the URL, so that nothing waits for the host; later one
 * from the host, reused for four minutes.
 */
export const signedToken = (): Promise<string> => {
  if (kept && performance.now() < kept.until) return Promise.resolve(kept.token);
  asking ??= ask().finally(() => {
    asking = null;
  });
  return asking;
};

/** Drops this token, so that the next call requests another one from the host. */
export const forgetToken = (token: string): void => {
  if (kept?.token === token) kept = null;
};
