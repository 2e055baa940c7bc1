import { css } from 'lit';

export const viewStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    min-inline-size: min(240px, 100%);
    max-block-size: 100dvh;
    --_stage: var(--glance-stage-color, #15181c);
  }

  .view {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    max-block-size: inherit;
    min-block-size: inherit;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  :host(:fullscreen) {
    inline-size: 100%;
    block-size: 100%;
    max-block-size: none;
  }

  :host(:fullscreen) .view {
    border: 0;
    border-radius: 0;
  }

  .frame {
    position: relative;
    display: flex;
    flex: 0 1 auto;
    flex-direction: column;
    min-block-size: 6em;
    block-size: 100%;
    background: var(--_stage);
  }

  .waiting .frame {
    display: none;
  }

  .stage {
    display: grid;
    flex: 1 1 auto;
    place-content: safe center;
    inline-size: 100%;
    min-block-size: 0;
    aspect-ratio: var(--_ratio, 16 / 9);
    overflow: auto;
    overscroll-behavior: auto;
    touch-action: pan-x pan-y;
  }

  .stage.fits {
    overflow: hidden;
  }

  .stage.movable {
    cursor: grab;
  }

  .stage.moving {
    cursor: grabbing;
    user-select: none;
  }

  .stage:focus-visible {
    outline: none;
  }

  /* On top of the picture, so that it's visible on any colour. */
  .frame:has(.stage:focus-visible)::after {
    content: '';
    position: absolute;
    inset: 0;
    outline: 3px solid var(--_focus);
    outline-offset: -3px;
    box-shadow: inset 0 0 0 5px #fff;
    pointer-events: none;
  }

  .picture {
    position: relative;
  }

  .picture > * {
    position: absolute;
    inset: 0;
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: fill;
  }

  .pad {
    pointer-events: none;
  }

  .pad.on {
    pointer-events: auto;
    touch-action: none;
    cursor: crosshair;
  }

  .pad:focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: -3px;
  }

  canvas[hidden] {
    display: none;
  }

  .ended .picture,
  .reconnecting .picture {
    opacity: 0.4;
  }

  .over {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    pointer-events: none;
    color: #fff;
  }

  .over > * {
    pointer-events: auto;
  }

  .over .spinner {
    inline-size: 2.5em;
    block-size: 2.5em;
    border-width: 3px;
  }

  .badge {
    position: absolute;
    inset-block-start: 0.5em;
    inset-inline-start: 0.5em;
    display: flex;
    align-items: center;
    gap: 0.5em;
    max-inline-size: calc(100% - 1em);
    padding: 0.25em 0.75em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_notice);
    color: var(--_on-notice);
    font-weight: 600;
    box-shadow: var(--_shadow);
  }

  .badge button {
    min-block-size: max(1.75em, 24px);
    padding-block: 0;
    border-color: currentcolor;
    background: none;
    color: inherit;
  }

  .bar {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25em 1em;
    padding: 0.375em 0.5em 0.375em 0.75em;
    border-block-start: 1px solid var(--_line);
  }

  .waiting .bar {
    border: 0;
    color: var(--_muted);
  }

  .status {
    flex: 1 1 12em;
    min-inline-size: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .page {
    padding-block: 0.25em;
    border-radius: var(--_radius);
    color: var(--_accent);
  }

  .page:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.125em;
  }

  .tools .text {
    padding-inline: 0.5em;
    font-variant-numeric: tabular-nums;
  }

  .level {
    min-inline-size: 3.5em;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  @container (inline-size < 30em) {
    .level {
      display: none;
    }
  }

  @container (inline-size < 22em) {
    .bar {
      padding-inline: 0.5em;
    }

    .tools {
      inline-size: 100%;
      justify-content: space-between;
      gap: 0;
    }

    .tools button {
      flex: 1;
    }

    @media (pointer: fine) {
      .tools button {
        min-inline-size: 24px;
        padding-inline: 0.125em;
      }
    }
  }

  @media (forced-colors: active) {
    .badge {
      border-color: CanvasText;
    }

    .frame:has(.stage:focus-visible)::after {
      border: 5px solid Canvas;
      outline-color: Highlight;
    }
  }
`;
