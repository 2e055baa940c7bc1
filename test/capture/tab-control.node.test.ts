import { expect, test } from '@playwright/test';
import { canControl, TabControl, type SurfaceController } from '../../src/capture/tab-control.js';

/** A controller as Chrome has it from 136 on. */
class Controller extends EventTarget implements SurfaceController {
  readonly calls: unknown[] = [];
  zoomLevel = 100;
  refuses = false;

  async forwardWheel(element: HTMLElement | null): Promise<void> {
    if (this.refuses) throw new DOMException('No permission.', 'NotAllowedError');
    this.calls.push(element);
  }

  async increaseZoomLevel(): Promise<void> {
    this.zoomLevel += 10;
    this.dispatchEvent(new Event('zoomlevelchange'));
  }
}

test('wheel and zoom act on the captured tab, and its zoom is told', async () => {
  const controller = new Controller();
  const control = new TabControl(controller);
  const zooms: (number | null)[] = [];
  control.addEventListener('zoomchange', () => zooms.push(control.zoom));
  const element = {} as HTMLElement;
  expect([await control.forwardWheel(element), await control.forwardWheel(null), await control.zoomIn()]).toEqual([true, true, true]);
  expect([controller.calls, zooms, control.zoom]).toEqual([[element, null], [110], 110]);
});

test('what the browser refuses or lacks is told, and nothing is thrown', async () => {
  const controller = new Controller();
  const control = new TabControl(controller);
  controller.refuses = true;
  expect([await control.forwardWheel(null), await control.zoomOut(), await control.resetZoom()]).toEqual([false, false, false]);
});

test('a browser without surface control has none', () => {
  expect([canControl(undefined), canControl(new EventTarget() as SurfaceController), canControl(new Controller())]).toEqual([false, false, true]);
});
