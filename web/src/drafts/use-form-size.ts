import { useEffect } from 'react';
import { hostWindow, resize } from '../host/size.ts';
import { formSize } from './form-size.ts';

/** Makes the modal as large as the form can use. Where the host does not answer, it stays as it is. */
export const useFormSize = (): void => {
  useEffect(() => {
    hostWindow()
      .then((window) => resize(formSize(window)))
      .catch(() => {});
  }, []);
};
