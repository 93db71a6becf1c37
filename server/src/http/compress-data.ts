import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** A smaller response fits into the first packets without compression. */
const minBytes = 2_048;

/**
 * Compresses JSON responses above 2 kB; never decompresses requests. BREACH does not apply: other
 * sites cannot send our token header, and responses contain no secret. The build compresses static
 * files.
 */
export const compressData = async (app: FastifyInstance): Promise<void> => {
  await app.register(compress, {
    globalDecompression: false,
    customTypes: /^application\/json/,
    threshold: minBytes,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 5 },
  });
};
