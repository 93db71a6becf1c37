import { get } from 'node:http';

/** Encodings that a browser accepts. */
const headers = { 'accept-encoding': 'br, gzip' };

/** Compressed size of a response body in bytes; Node's HTTP client does not decompress. */
const bytesOf = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(address, { headers }, (answer) => {
      let sum = 0;
      answer.on('data', (chunk: Buffer) => {
        sum += chunk.length;
      });
      answer.once('end', () => resolve(sum));
      answer.once('error', reject);
      if (answer.statusCode !== 200) reject(new Error(`${address}: ${answer.statusCode}`));
    }).once('error', reject);
  });

/** The same for several addresses together. */
export const travelledBytes = async (addresses: Iterable<string>): Promise<number> => {
  let sum = 0;
  for (const address of addresses) sum += await bytesOf(address);
  return sum;
};
