// The elements first: they are there before React takes the page over.
import 'glance-screenshare/define';
import { hydrateRoot } from 'react-dom/client';
import { ScreenShare } from './screen-share.jsx';

hydrateRoot(document.querySelector('#root'), <ScreenShare />);
