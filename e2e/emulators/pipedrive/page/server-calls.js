/**
 * Posts JSON to the emulator's own server and returns its answer.
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

/** The data of the page now shown, as this viewer would see it by now. */
export async function currentData(viewerId) {
  const answer = await fetch(`${location.pathname}?user=${viewerId}`, {
    headers: { accept: 'application/json' },
  });
  return answer.json();
}
