/**
 * Posts JSON to the emulator and returns its JSON response; throws for an error status.
 * @param {string} path
 * @param {object} body
 */
export async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.error ?? `HTTP ${answer.status}`);
  return json;
}

/** Fetches the current data of the shown page for this user. */
export async function currentData(viewerId) {
  const answer = await fetch(`${location.pathname}?user=${viewerId}`, {
    headers: { accept: 'application/json' },
  });
  return answer.json();
}
