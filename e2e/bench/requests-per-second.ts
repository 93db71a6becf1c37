import autocannon from 'autocannon';

/** A request for the invoices of one deal, with its URL and panel token. */
export type Question = { url: string; token: string; dealId: number };

const headersOf = ({ token }: Question) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
});
const bodyOf = ({ dealId }: Question) => JSON.stringify({ context: { of: 'deal', id: dealId } });

/** Sends the request once and returns the response body. */
export const answerTo = async (question: Question): Promise<string> => {
  const answer = await fetch(question.url, {
    method: 'POST',
    headers: headersOf(question),
    body: bodyOf(question),
  });
  if (!answer.ok) throw new Error(`${question.url}: ${answer.status} ${await answer.text()}`);
  return answer.text();
};

/** Responses per second on ten connections, measured for this many seconds. */
export const requestsPerSecond = async (question: Question, seconds: number): Promise<number> => {
  const result = await autocannon({
    url: question.url,
    method: 'POST',
    headers: headersOf(question),
    body: bodyOf(question),
    connections: 10,
    duration: seconds,
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${question.url}: ${result.non2xx} refused, ${result.errors} failed`);
  }
  return result['2xx'] / result.duration;
};
