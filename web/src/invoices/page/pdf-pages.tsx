import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { openPdf } from './pdf-document.ts';
import styles from './pdf-pages.module.css';
import { useRenderedPage, useWidth } from './use-rendered-page.ts';

type Opened = { file: Blob; pages: PDFPageProxy[] | 'unreadable' };

/** The pages of a PDF below each other, as wide as the container and at the screen's resolution. */
export default function PdfPages({ file }: { file: Blob }) {
  const room = useRef<HTMLElement>(null);
  const width = useWidth(room);
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    let close = () => {};
    let gone = false;
    const open = async () => {
      const bytes = await file.arrayBuffer();
      if (gone) return;
      const task = openPdf(bytes);
      close = task.close;
      const all = await pagesOf(await task.document);
      if (!gone) setOpened({ file, pages: all });
    };
    open().catch(() => {
      if (!gone) setOpened({ file, pages: 'unreadable' });
    });
    return () => {
      gone = true;
      // Pages of a closed document cannot be rendered; an Activity that is hidden closes it and
      // opens it again.
      setOpened(null);
      close();
    };
  }, [file]);
  const pages = opened?.file === file ? opened.pages : [];
  if (pages === 'unreadable') {
    return (
      <EmptyState icon={<WarningIcon />} title={m.invoices_pdf_unreadable_title()}>
        {m.invoices_pdf_unreadable_text()}
      </EmptyState>
    );
  }
  return (
    <section ref={room} aria-label={m.invoices_pdf_pages()} className={styles.pages}>
      {pages.length === 0 ? <div className={`${styles.page} ${styles.waiting}`} /> : null}
      {pages.map((page) => (
        <PdfPage key={page.pageNumber} page={page} count={pages.length} width={width} />
      ))}
    </section>
  );
}

const pagesOf = (document: PDFDocumentProxy): Promise<PDFPageProxy[]> =>
  Promise.all(Array.from({ length: document.numPages }, (_, index) => document.getPage(index + 1)));

function PdfPage({ page, count, width }: { page: PDFPageProxy; count: number; width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRenderedPage(canvas, page, width);
  const { width: unitWidth, height: unitHeight } = page.getViewport({ scale: 1 });
  return (
    <figure className={styles.page} style={{ aspectRatio: `${unitWidth} / ${unitHeight}` }}>
      <canvas ref={canvas} />
      <figcaption className="unseen">
        {m.invoices_pdf_page({ page: page.pageNumber, count })} {text}
      </figcaption>
    </figure>
  );
}
