/** Registers every element. Importing this file is the package's only side effect. */
import './elements/bookmark-menu/bookmark-menu.define.js';
import './elements/screenshare-button/screenshare-button.define.js';
import './elements/screenshare-settings/screenshare-settings.define.js';
import './elements/share-history/share-history.define.js';
import './elements/share-panel/share-panel.define.js';
import './elements/share-view/share-view.define.js';
