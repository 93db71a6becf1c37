/** How a call from the panel ended. `gone`: no answer came; nobody knows whether the call arrived. */
export type Reply<Body> = { body: Body } | { code: string } | { gone: true };

export type PanelCalls = <Body>(action: string, input: unknown) => Promise<Reply<Body>>;

const patienceMs = 30_000;

/** Calls the server as the panel does, with this signed token. Never throws. */
export const panelCalls =
  (appUrl: string, token: string): PanelCalls =>
  async <Body>(action: string, input: unknown) => {
    try {
      const answer = await fetch(`${appUrl}/api/${action}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
        signal: AbortSignal.timeout(patienceMs),
      });
      const body = await answer.json();
      if (answer.ok) return { body: body as Body };
      return { code: (body as { error: { code: string } }).error.code };
    } catch {
      return { gone: true };
    }
  };
