/** A code to keep: copied, or printed alone on a sheet. */
import type { Doing } from './draw.ts';
import { t } from './words.ts';

/** `mention` shows words for a moment, `listen` is only read out. */
export function createKeeping(
  mention: (text: string) => void,
  listen: (text: string) => void,
): Pick<Doing, 'copy' | 'print'> {
  return {
    copy(code, done) {
      // Only where the page came by https or from this machine itself.
      const copied = navigator.clipboard?.writeText(code) ?? Promise.reject(new Error('no clipboard'));
      copied.then(
        () => {
          done();
          listen(t('chat.copied'));
        },
        () => mention(t('chat.notCopied')),
      );
    },
    print(message) {
      message.classList.add('printed');
      document.body.classList.add('printing');
      window.print();
      document.body.classList.remove('printing');
      message.classList.remove('printed');
    },
  };
}
