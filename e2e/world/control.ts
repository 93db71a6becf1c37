/** Speaks to a emulator's `control` endpoints. Paths are below `/control/`. */
export type Control = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<void>;
};

/** Control of the emulator at this address; throws on an answer that is no success. */
export const controlOf = (emulatorUrl: string): Control => {
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${emulatorUrl}/control/${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    delete: (path) => call('DELETE', path),
  };
};
