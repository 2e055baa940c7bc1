/** Registers every element. Importing this is the only side effect that the package has. */
import './elements/bookmark-menu/bookmark-menu.define.js';
import './elements/screenshare-button/screenshare-button.define.js';
import './elements/screenshare-settings/screenshare-settings.define.js';
import './elements/share-view/share-view.define.js';
