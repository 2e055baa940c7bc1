import type { LitElement, ReactiveController } from 'lit';

/**
 * Opens and closes a `<dialog>` in the host as a modal, and reopens it if the host
 * is moved in the document, which removes an open dialog from the top layer.
 *
 * jsdom's dialogs lack `showModal` and `close`. There, only the attribute `open`
 * shows whether a dialog is open, which is enough for tests.
 */
export class ModalDialog implements ReactiveController {
  readonly #host: LitElement;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  get open(): boolean {
    return this.#dialog?.open ?? false;
  }

  /** Call this once the host has rendered the dialog's content. The focus goes to the element with `autofocus`, and returns when the dialog closes. */
  show(): void {
    const dialog = this.#dialog;
    if (!dialog || dialog.open || !this.#host.isConnected) return;
    if ('showModal' in dialog) dialog.showModal();
    else (dialog as HTMLDialogElement).open = true;
  }

  close(): void {
    const dialog = this.#dialog;
    if (!dialog?.open) return;
    if ('close' in dialog) dialog.close();
    else (dialog as HTMLDialogElement).open = false;
  }

  hostConnected(): void {
    if (!this.#host.hasUpdated) return;
    const dialog = this.#dialog;
    if (!dialog?.open || !('showModal' in dialog) || dialog.matches(':modal')) return;
    dialog.close();
    dialog.showModal();
  }
}
