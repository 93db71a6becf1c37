import { printable } from './figures.ts';

export type Document = PDFKit.PDFDocument;

export const colour = { ink: '#21262a', quiet: '#6b6c72', green: '#2ca01c', rule: '#d4d7dc' };

export const pageWidth = 500;

interface Column {
  x: number;
  width: number;
  align: 'left' | 'right';
}

/** Columns from the left margin, in points: description, quantity, price, amount. */
export const lineColumns: Column[] = [
  { x: 0, width: 270, align: 'left' },
  { x: 280, width: 50, align: 'right' },
  { x: 340, width: 70, align: 'right' },
  { x: 420, width: 80, align: 'right' },
];

export const totalColumns: Column[] = [
  { x: 240, width: 170, align: 'right' },
  { x: 420, width: 80, align: 'right' },
];

interface Look {
  bold?: boolean;
  size?: number;
  fill?: string;
}

/** Draws a row of cells, on a new page when it does not fit. */
export function drawRow(
  document: Document,
  columns: Column[],
  cells: string[],
  style: Look = {},
): void {
  const { left, bottom } = document.page.margins;
  document.font(style.bold ? 'Helvetica-Bold' : 'Helvetica').fontSize(style.size ?? 10);
  document.fillColor(style.fill ?? colour.ink);
  const texts = cells.map(printable);
  const heights = columns.map((column, index) =>
    document.heightOfString(texts[index] ?? '', { width: column.width }),
  );
  const height = Math.max(...heights);
  if (document.y + height > document.page.height - bottom) document.addPage();
  const top = document.y;
  for (const [index, column] of columns.entries())
    document.text(texts[index] ?? '', left + column.x, top, {
      width: column.width,
      align: column.align,
    });
  document.y = top + height + 6;
}

/** Draws a thin horizontal line. */
export function drawRule(document: Document): void {
  const { left } = document.page.margins;
  document.moveTo(left, document.y).lineTo(left + pageWidth, document.y);
  document.lineWidth(0.75).strokeColor(colour.rule).stroke();
  document.y += 8;
}
