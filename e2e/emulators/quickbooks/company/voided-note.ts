/** The memo of what is voided begins so, before any note that was there. Intuit: Invoice, void. */
export function voidedNote(note: string | undefined): string {
  return note ? `Voided - ${note}` : 'Voided';
}

export function isVoidedNote(note: string | undefined): boolean {
  return (note ?? '').startsWith('Voided');
}
