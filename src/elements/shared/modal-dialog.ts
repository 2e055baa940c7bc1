import type { LitElement, ReactiveController } from 'lit';

/**
 * Opens and closes a `<dialog>` of the host as a modal one, and keeps it so when
 * the host is moved in the document, which takes an open dialog out of the top layer.
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

  /** Once the host has rendered what the dialog shows. The focus goes to what has `autofocus`, and back when it closes. */
  show(): void {
    const dialog = this.#dialog;
    if (dialog && !dialog.open && this.#host.isConnected) dialog.showModal();
  }

  close(): void {
    this.#dialog?.close();
  }

  hostConnected(): void {
    if (!this.#host.hasUpdated) return;
    const dialog = this.#dialog;
    if (!dialog?.open || dialog.matches(':modal')) return;
    dialog.close();
    dialog.showModal();
  }
}
