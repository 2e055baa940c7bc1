/** A file's text, as the stage's bundle has it. */
declare module '*?text' {
  const text: string;
  export default text;
}
