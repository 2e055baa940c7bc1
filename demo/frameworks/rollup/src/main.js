import 'glance-screenshare/define/glance-screenshare-button';
import 'glance-screenshare/define/glance-share-view';

const output = document.querySelector('#last-event');
document.querySelector('glance-screenshare-button').addEventListener('glance-share-start', ({ detail }) => {
  output.textContent = `sharing a ${detail.surface}`;
});
