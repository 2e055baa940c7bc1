import type { msg as Msg } from '@lit/localize';
import { regionOf, type Point } from '../../../session/pointing.js';

/** A place in the picture, in words. */
export function regionText(at: Pick<Point, 'x' | 'y'>, msg: typeof Msg): string {
  switch (regionOf(at)) {
    case 'upper-left':
      return msg('upper left');
    case 'upper':
      return msg('top');
    case 'upper-right':
      return msg('upper right');
    case 'left':
      return msg('left');
    case 'middle':
      return msg('middle');
    case 'right':
      return msg('right');
    case 'lower-left':
      return msg('lower left');
    case 'lower':
      return msg('bottom');
    case 'lower-right':
      return msg('lower right');
  }
}
