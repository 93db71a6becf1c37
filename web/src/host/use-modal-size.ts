import { useEffect } from 'react';
import { modalSize, type Size } from './modal-size.ts';
import { hostWindow, resize } from './size.ts';

/** Makes the modal as large as its content can use. Where the host does not answer, it stays as it is. */
export const useModalSize = ({ width, height }: Size): void => {
  useEffect(() => {
    hostWindow()
      .then((window) => resize(modalSize(window, { width, height })))
      .catch(() => {});
  }, [width, height]);
};
