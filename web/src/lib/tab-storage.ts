/** Browsers may block storage in an iframe. */
const storage = (): Storage | null => {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
};

/** Reads from the session storage of this tab; null when there is nothing. */
export const readInTab = (name: string): string | null => storage()?.getItem(name) ?? null;

/** Stores in the session storage of this tab; false when it is full or blocked. */
export const storeInTab = (name: string, text: string): boolean => {
  try {
    const tab = storage();
    tab?.setItem(name, text);
    return tab !== null;
  } catch {
    return false;
  }
};

export const removeFromTab = (name: string): void => storage()?.removeItem(name);
