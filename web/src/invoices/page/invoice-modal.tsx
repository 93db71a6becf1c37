import { useModalSize } from '../../host/use-modal-size.ts';
import { InvoiceView, type InvoiceViewProps } from './invoice-view.tsx';

/** One invoice in a modal with room for its paper beside its figures. */
export default function InvoiceModal(props: InvoiceViewProps) {
  useModalSize({ width: 1240, height: 1100 });
  return <InvoiceView {...props} />;
}
