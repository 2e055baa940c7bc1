/** Registers every element. Importing this is the only side effect that the package has. */
import './elements/screenshare-button/screenshare-button.define.js';
import './elements/share-view/share-view.define.js';
