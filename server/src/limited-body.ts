/** A response larger than anything its sender has reason to send. */
class TooLargeError extends Error {
  override name = 'TooLargeError';
}

/** Bytes, decompressed. 1,000 invoices of many lines stay below the first, a PDF with pictures too. */
export const mostBytes = { api: 32_000_000, tokens: 64_000 } as const;

/** Reads a body up to `most` bytes. Throws TooLargeError beyond that, and stops receiving. */
export const limitedBytes = async (response: Response, most: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the body, which closes its connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) throw new TooLargeError(`more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** The same as text. */
export const limitedText = async (response: Response, most: number): Promise<string> =>
  new TextDecoder().decode(await limitedBytes(response, most));
