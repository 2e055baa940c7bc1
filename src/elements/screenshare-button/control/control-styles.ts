/** A string instead of Lit's `css`, because the style sheet is created in the control's own window. */
export const controlStyles = `
  :host {
    display: block;
    block-size: 100vh;
    background: var(--_surface);
  }

  .control {
    display: flex;
    flex-direction: column;
    gap: 0.75em;
    box-sizing: border-box;
    block-size: 100%;
    padding: 0.75em;
    overflow: auto;
    overflow-wrap: anywhere;
  }

  .picture {
    position: relative;
    display: grid;
    flex: 1 1 8em;
    place-content: center;
    min-block-size: 5em;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: #111;
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  p {
    margin: 0;
  }

  .status {
    font-weight: 600;
  }

  .details {
    color: var(--_muted);
    font-size: 0.9375em;
  }

  .countdown,
  .alarm {
    color: var(--_danger);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .actions,
  .bookmarks {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 0.5em;
  }

  .actions > button {
    flex: 1 1 auto;
  }

  .bookmarks {
    flex-direction: column;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .bookmarks button {
    justify-content: flex-start;
    inline-size: 100%;
  }

  .picture {
    container-type: size;
  }

  /* Covers exactly the picture, which is scaled to fit. */
  .pad {
    position: relative;
    inline-size: min(100cqw, 100cqh * var(--_ratio, 1.6));
    aspect-ratio: var(--_ratio, 1.6);
    cursor: crosshair;
    touch-action: none;
  }

  .pad:focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: -3px;
    box-shadow: inset 0 0 0 5px #fff;
  }
`;
