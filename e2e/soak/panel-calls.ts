/** Result of a panel's call. `gone`: no response, so it is unknown whether the call arrived. */
export type Reply<Body> = { body: Body } | { code: string } | { gone: true };

export type PanelCalls = <Body>(action: string, input: unknown) => Promise<Reply<Body>>;

const timeoutMs = 30_000;

/** Calls one of the server processes with the panel's signed token. Never throws. */
export const panelCalls =
  (appUrls: string[], token: string): PanelCalls =>
  async <Body>(action: string, input: unknown) => {
    const appUrl = appUrls[Math.floor(Math.random() * appUrls.length)];
    try {
      const answer = await fetch(`${appUrl}/api/${action}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const body = await answer.json();
      if (answer.ok) return { body: body as Body };
      return { code: (body as { error: { code: string } }).error.code };
    } catch {
      return { gone: true };
    }
  };
