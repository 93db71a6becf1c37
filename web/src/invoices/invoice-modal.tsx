import { useEffect } from 'react';
import { hostWindow, resize } from '../host/size.ts';
import { InvoiceView, type InvoiceViewProps } from './invoice-view.tsx';

/** Room for Pipedrive's own bars around a modal, in pixels. */
const around = { width: 80, height: 120 };
const page = { width: 1240, height: 1100 };

const takeRoom = async (): Promise<void> => {
  const { width, height } = await hostWindow();
  await resize({
    width: Math.max(320, Math.min(page.width, width - around.width)),
    height: Math.max(320, Math.min(page.height, height - around.height)),
  });
};

/** One invoice in a modal with room for its paper beside its figures. */
export default function InvoiceModal(props: InvoiceViewProps) {
  useEffect(() => {
    takeRoom().catch(() => {
      // The modal keeps the size Pipedrive gave it.
    });
  }, []);
  return <InvoiceView {...props} />;
}
