import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** Below that a response fits into the first packets anyway. */
const fewestBytes = 2_048;

/**
 * Compresses JSON that is large enough to gain by it; files are compressed by the build. An attacker who
 * could have text of theirs compressed beside a secret would learn it from the length (BREACH), but calls
 * carry a token in a header, which no other site can make a browser send, and responses hold no secret.
 * Requests are never decompressed.
 */
export const compressData = async (app: FastifyInstance): Promise<void> => {
  await app.register(compress, {
    globalDecompression: false,
    customTypes: /^application\/json/,
    threshold: fewestBytes,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 5 },
  });
};
