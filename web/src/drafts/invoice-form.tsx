type InvoiceFormProps = {
  dealId: number;
  /** Null opens the deal's unfinished draft, or a fresh form. */
  draftId: string | null;
  showPdf: (invoiceId: string) => void;
  close: () => void;
};

/** The invoice form in the modal. */
export default function InvoiceForm({ dealId }: InvoiceFormProps) {
  return <p>{dealId}</p>;
}
