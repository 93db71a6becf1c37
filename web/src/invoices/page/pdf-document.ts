import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

// Fonts and decoders that a PDF may require; each is loaded only when needed.
const companions = import.meta.glob<string>(
  [
    '../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
    '../../node_modules/pdfjs-dist/wasm/{openjpeg,jbig2,qcms_bg}.wasm',
  ],
  { query: '?url', import: 'default' },
);

class Companions {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const path = Object.keys(companions).find((key) => key.endsWith(`/${filename}`));
    const address = path && (await companions[path]?.());
    if (!address) throw new Error(`pdf.js requested ${filename}, which is not part of the build`);
    const response = await fetch(address);
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** Opens a PDF; `close` frees its memory. Rejects when the bytes are no PDF. */
export const openPdf = (
  bytes: ArrayBuffer,
): { document: Promise<PDFDocumentProxy>; close: () => void } => {
  const task = getDocument({
    data: bytes,
    useWorkerFetch: false,
    BinaryDataFactory: Companions,
    useSystemFonts: false,
  });
  return { document: task.promise, close: () => void task.destroy() };
};
