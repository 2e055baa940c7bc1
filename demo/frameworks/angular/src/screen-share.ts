import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import type { GlanceScreenshareButtonEventMap } from 'glance-screenshare';
import 'glance-screenshare/define';

/** The agent's and the visitor's part, here on one page. */
@Component({
  selector: 'screen-share',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Screen share</h1>
    <glance-screenshare-button session-id="1234" settings="/settings.json" cobrowse-version="5.4" agent-name="Ann" (glance-share-start)="started($event)"></glance-screenshare-button>
    <glance-share-view session-id="1234"></glance-share-view>
    <p>Last event: <output id="last-event">{{ lastEvent() }}</output></p>
  `,
})
export class ScreenShare {
  protected readonly lastEvent = signal('none');

  protected started({ detail }: GlanceScreenshareButtonEventMap['glance-share-start']): void {
    this.lastEvent.set(`sharing a ${detail.surface}`);
  }
}
