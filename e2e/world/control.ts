/** Client of an emulator's `/control/` endpoints. Paths are relative to `/control/`. */
export type Control = {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<void>;
};

/** Creates a control client for this emulator. Its calls throw on a response that is not 2xx. */
export const controlOf = (emulatorUrl: string): Control => {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${emulatorUrl}/control/${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    delete: (path) => call('DELETE', path),
  };
};
