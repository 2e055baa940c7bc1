/** A browser of another family than Chromium's, as far as these tests drive it. */
export interface OtherBrowser {
  /** Name and version, for what is told. */
  readonly name: string;
  goto(url: string): Promise<void>;
  /** The value of an expression in the page, which has to be JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** A picture of what is shown, as PNG. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}
