import PDFDocument from 'pdfkit';
import type { Invoice } from '../company/entities.ts';
import type { Company } from '../company/realm.ts';
import { drawInvoice } from './draw-invoice.ts';

/** The invoice as a PDF file, A4 or US letter by the company's country. */
export function invoicePdf(company: Company, invoice: Invoice): Promise<Buffer> {
  const size = company.country === 'US' || company.country === 'CA' ? 'LETTER' : 'A4';
  const document = new PDFDocument({
    size,
    margin: 54,
    info: { Title: `Invoice ${invoice.DocNumber ?? invoice.Id}`, Author: company.name },
  });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
    drawInvoice(document, company, invoice);
    document.end();
  });
}
