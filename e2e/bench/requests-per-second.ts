import autocannon from 'autocannon';

/** A request for the invoices of one deal, with its URL and panel token. */
export type ListRequest = { url: string; token: string; dealId: number };

const headersOf = ({ token }: ListRequest) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
});
const bodyOf = ({ dealId }: ListRequest) => JSON.stringify({ context: { of: 'deal', id: dealId } });

/** Sends the request once and returns the response body. */
export const responseTo = async (request: ListRequest): Promise<string> => {
  const response = await fetch(request.url, {
    method: 'POST',
    headers: headersOf(request),
    body: bodyOf(request),
  });
  if (!response.ok) throw new Error(`${request.url}: ${response.status} ${await response.text()}`);
  return response.text();
};

/** Responses per second on ten connections, measured for this many seconds. */
export const requestsPerSecond = async (request: ListRequest, seconds: number): Promise<number> => {
  const result = await autocannon({
    url: request.url,
    method: 'POST',
    headers: headersOf(request),
    body: bodyOf(request),
    connections: 10,
    duration: seconds,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${request.url}: ${result.non2xx} refused, ${result.errors} failed`);
  }
  return result['2xx'] / result.duration;
};
