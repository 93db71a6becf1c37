import { useEffect } from 'react';
import { hostWindow, resize } from '../host/size.ts';
import { PdfView } from './pdf-view.tsx';

/** Room for Pipedrive's own bars around a modal, in pixels. */
const around = { width: 80, height: 120 };
const page = { width: 920, height: 1100 };

const takeRoom = async (): Promise<void> => {
  const { width, height } = await hostWindow();
  await resize({
    width: Math.max(320, Math.min(page.width, width - around.width)),
    height: Math.max(320, Math.min(page.height, height - around.height)),
  });
};

/** The invoice's PDF in a modal of a page's shape. */
export default function PdfModal(props: { dealId: number; invoiceId: string }) {
  useEffect(() => {
    takeRoom().catch(() => {
      // The modal keeps the size Pipedrive gave it.
    });
  }, []);
  return <PdfView {...props} />;
}
