import type { InvoicePlace, PanelPlace } from './read-place.ts';
import { Color, Command, greetHost, Modal, View } from './sdk.ts';

/** What our one registered modal can show. */
export type ModalView =
  | { show: 'form'; dealId: number; draftId?: string }
  | { show: 'invoice' | 'send'; place: InvoicePlace; invoiceId: string }
  | { show: 'all' | 'add'; place: PanelPlace }
  | { show: 'company' };

/** A view as `data` carries it: flat texts, which travel in the address. */
export const modalData = (view: ModalView): Record<string, string> => {
  const { place, ...rest } = { place: {}, ...view };
  const texts = Object.entries({ ...rest, ...place }).map(([key, value]) => [key, String(value)]);
  return Object.fromEntries(texts);
};

const modalId = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="dealbill-modal"]')?.content ?? 'Dealbill';

/**
 * Opens our modal and resolves when it is closed, whatever was done in it: Pipedrive does not tell, so
 * the opener reads again. A modal cannot open another; there, navigate in place.
 */
export const openModal = async (view: ModalView): Promise<void> => {
  const sdk = await greetHost();
  await sdk.execute(Command.OPEN_MODAL, {
    type: Modal.CUSTOM_MODAL,
    action_id: modalId(),
    data: modalData(view),
  });
};

/** Closes the modal this page is in. */
export const closeModal = async (): Promise<void> => {
  const sdk = await greetHost();
  await sdk.execute(Command.CLOSE_MODAL);
};

/** A short message that Pipedrive shows and takes away by itself. */
export const showSnackbar = async (message: string): Promise<void> => {
  const sdk = await greetHost();
  await sdk.execute(Command.SHOW_SNACKBAR, { message });
};

export type Question = {
  title: string;
  /** What will happen, by name. */
  description: string;
  okText: string;
  cancelText: string;
  /** Red when something is lost. */
  okColor: 'negative' | 'primary';
};

/** Asks in Pipedrive's own dialog, which has room even when we are a small panel. */
export const confirmInHost = async ({ okColor, ...question }: Question): Promise<boolean> => {
  const sdk = await greetHost();
  const answer = await sdk.execute(Command.SHOW_CONFIRMATION, {
    ...question,
    okColor: okColor === 'negative' ? Color.NEGATIVE : Color.PRIMARY,
  });
  return answer?.confirmed === true;
};

/** Leads Pipedrive to our settings page. */
export const goToSettings = async (): Promise<void> => {
  const sdk = await greetHost();
  await sdk.execute(Command.REDIRECT_TO, { view: View.SETTINGS });
};
