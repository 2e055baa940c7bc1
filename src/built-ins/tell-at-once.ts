/** Imported first, because the other modules may not even load in such a page. */
import { tellOfBuiltIns } from './tell-of-built-ins.js';

tellOfBuiltIns('glance-screenshare');
