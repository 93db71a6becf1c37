/**
 * Calls a control endpoint of an emulator, `control(url, 'POST', 'faults', {…})`; the emulator's
 * README lists them.
 */
export const control = async <Answer = unknown>(
  emulatorUrl: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Answer> => {
  const response = await fetch(`${emulatorUrl}/control/${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return (await response.json()) as Answer;
};
