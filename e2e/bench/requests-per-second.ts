import autocannon from 'autocannon';

/** Where one question is asked: an address and what travels with it. */
export type Question = { url: string; token: string; dealId: number };

const headersOf = ({ token }: Question) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
});
const bodyOf = ({ dealId }: Question) => JSON.stringify({ context: { of: 'deal', id: dealId } });

/** The bytes that are answered. */
export const answerTo = async (question: Question): Promise<string> => {
  const answer = await fetch(question.url, {
    method: 'POST',
    headers: headersOf(question),
    body: bodyOf(question),
  });
  if (!answer.ok) throw new Error(`${question.url}: ${answer.status} ${await answer.text()}`);
  return answer.text();
};

/** How often a second the question is answered while ten connections ask it for so many seconds. */
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
