/** A view transition, by its style sheet. */
export interface Transition {
  readonly css: string;
  /** How long the old page stays in the picture, milliseconds. */
  readonly ms: number;
}

const OPT_IN = '@view-transition{navigation:auto}';
const ALL = '::view-transition-group(*),::view-transition-old(*),::view-transition-new(*)';
const OLD = '::view-transition-old(root)';
const NEW = '::view-transition-new(root)';
const FADES = '@keyframes away{to{opacity:0}}@keyframes here{from{opacity:0}}';

const crossfade = (ms: number, more = ''): Transition => ({ css: `${OPT_IN}${ALL}{animation-duration:${ms}ms;${more}}`, ms });
const delayed = (more = '', ms = 2_500): Transition => ({
  css: `${OPT_IN}${FADES}${OLD}{animation:away 300ms ${ms}ms both;mix-blend-mode:normal}${NEW}{animation:here 300ms ${ms}ms both;mix-blend-mode:normal}${more}`,
  ms: ms + 300,
});

/** How a page can be made to stay while another one comes. */
export const TRANSITIONS: Readonly<Record<string, Transition>> = {
  'crossfade of 300 ms': crossfade(300),
  'crossfade of 3 s': crossfade(3_000),
  'crossfade of 6 s': crossfade(6_000),
  'crossfade in steps': crossfade(3_000, 'animation-timing-function:steps(12,end);'),
  'crossfade that is held back': crossfade(3_000, 'animation-timing-function:cubic-bezier(1,0,1,0);'),
  'crossfade with a delay': delayed(),
  // The new page's own clock is in the picture, and moves, above the old page's picture.
  'delay under a clock of the new page': delayed('#clock{view-transition-name:clock}::view-transition-new(clock){animation:none}'),
  // Transitions that have begun may take any time.
  'crossfade with a delay of 14 s': delayed('', 14_000),
  'crossfade of 18 s': crossfade(18_000),
  slide: {
    css: `${OPT_IN}@keyframes out{to{transform:translateX(60%)}}@keyframes in{from{transform:translateY(100%)}}${OLD}{animation:out 3s linear both}${NEW}{animation:in 3s linear both}`,
    ms: 3_000,
  },
  'slide in steps': {
    css: `${OPT_IN}@keyframes out{to{transform:translateX(80%)}}@keyframes in{from{transform:translateY(100%)}}${OLD}{animation:out 4s steps(20,end) both}${NEW}{animation:in 4s steps(20,end) both}`,
    ms: 4_000,
  },
  // The old picture trembles by a pixel for as long as it is there.
  'old page that trembles': {
    css: `${OPT_IN}@keyframes tremble{50%{transform:translate(1px,1px)}}${FADES}${OLD}{animation:tremble 200ms linear infinite,away 1ms 3s both;mix-blend-mode:normal}${NEW}{animation:here 1ms 3s both;mix-blend-mode:normal}::view-transition-group(root){animation-duration:3s}`,
    ms: 3_000,
  },
};
