import { get } from 'node:http';

/** Encodings that a browser accepts. */
const headers = { 'accept-encoding': 'br, gzip' };

/** Compressed size of a response body in bytes; Node's HTTP client does not decompress. */
const bytesOf = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      let sum = 0;
      response.on('data', (chunk: Buffer) => {
        sum += chunk.length;
      });
      response.once('end', () => resolve(sum));
      response.once('error', reject);
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
    }).once('error', reject);
  });

/** Sum of the compressed sizes of the bodies at these URLs, in bytes. */
export const travelledBytes = async (urls: Iterable<string>): Promise<number> => {
  let sum = 0;
  for (const url of urls) sum += await bytesOf(url);
  return sum;
};
