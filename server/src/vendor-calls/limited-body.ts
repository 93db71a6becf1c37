/** The response is larger than any legitimate one. */
class TooLargeError extends Error {
  override name = 'TooLargeError';
}

/**
 * Limits in bytes, after decompression. 1,000 invoices with many lines, or a PDF with pictures,
 * stay below `api`.
 */
export const mostBytes = { api: 32_000_000, tokens: 64_000 } as const;

/**
 * Reads a body of at most `most` bytes. Throws TooLargeError and closes the connection when it is
 * larger.
 */
export const limitedBytes = async (response: Response, most: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the body, which closes the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) throw new TooLargeError(`the response has more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Like `limitedBytes`, decoded as UTF-8. */
export const limitedText = async (response: Response, most: number): Promise<string> =>
  new TextDecoder().decode(await limitedBytes(response, most));
